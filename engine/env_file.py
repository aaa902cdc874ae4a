"""The `.env` file, as far as the engine needs it: plain `NAME=value` lines. The environment goes before it."""

from __future__ import annotations

import re
from pathlib import Path

_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*?)\s*")
_QUOTED = re.compile(r"""(?P<quote>['"])(?P<inside>.*?)(?P=quote)\s*(?:\#.*)?""")


def read_env_file(path: Path) -> dict[str, str]:
    """The names and values of a `.env` file; empty when there is none. Comments and other lines are left out."""
    if not path.is_file():
        return {}
    found = map(_LINE.fullmatch, path.read_text(encoding="utf-8").splitlines())
    return {line["name"]: _bare(line["value"]) for line in found if line}


def _bare(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return quoted["inside"] if quoted else re.sub(r"(?:^|\s+)#.*", "", value)
