"""What people wrote and are told stands in the database only sealed: encrypted and bound to nobody's eyes but ours."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken


class Unreadable(Exception):
    """A content that this key did not seal: the signing key was changed meanwhile."""


class Seal:
    """Seals JSON-able content with a key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, told: Any) -> bytes:
        """The sealed content."""
        return self._fernet.encrypt(json.dumps(told).encode())

    def open(self, content: bytes) -> Any:
        """What was sealed; raises `Unreadable`."""
        try:
            return json.loads(self._fernet.decrypt(content))
        except InvalidToken as error:
            raise Unreadable() from error
