"""Which addresses may be a Teams service address: only there may the bot's token ever be sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# the Bot Connector of Teams: the public cloud, and the government's community cloud that shares its sign-in
_HOSTS = frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"})
_PLAIN = re.compile(r"[A-Za-z0-9:/._-]+")


@dataclass(frozen=True)
class ServiceAddresses:
    """The allow-list. `further` is the origin of a stand-in (`http://127.0.0.1:9`); tests only, else empty."""

    further: str = ""

    def allow(self, address: object) -> bool:
        """Whether an address is on the list: HTTPS, no user, no other port, no odd character, a host named whole."""
        if not isinstance(address, str) or not _PLAIN.fullmatch(address) or "/../" in f"{address}/":
            return False
        parts = urlsplit(address)
        if self.further and f"{parts.scheme}://{parts.netloc}" == self.further:
            return True
        return parts.scheme == "https" and parts.netloc in _HOSTS
