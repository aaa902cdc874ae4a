# /// script
# requires-python = ">=3.11"
# dependencies = ["faker==40.63.0"]
# ///
"""`uv run --script scripts/given_names.py WORDS FILE`: given names of many countries, in letters without accents.

They come from the providers of Faker (MIT licence, its lists are facts of public statistics). Left out is what is a
place or a month as well, what is said too often to be a name only, and what the knowledge writes as a word. WORDS is a
text of usual words, `word count` a line (the word list of symspellpy).
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from faker.config import AVAILABLE_LOCALES
from faker.providers.address.en import Provider as Places
from faker.providers.geo import Provider as Geography

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from secondment.text.normalise import without_accents  # noqa: E402

SHORTEST = 3
OFTEN_SAID = 40_000_000
_WORD = re.compile(r"[a-z]+")
_MONTHS = frozenset({"january", "april", "june", "july", "august", "september", "october", "november"})
# feasts and firms that somebody is called after, or the other way round
_NOBODY = frozenset({"ramadan", "noel", "easter", "diwali", "thales", "lloyd", "siemens", "mercedes", "lexus", "dell"})


def main(usual: Path, target: Path) -> None:
    """Write the names in order, one a line."""
    told = (line.split() for line in usual.read_text(encoding="utf-8-sig").splitlines())
    often = {word for word, count in told if int(count) >= OFTEN_SAID}
    names = set(_names()) - often - _MONTHS - _NOBODY - set(_places()) - set(_words_of_the_knowledge())
    target.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")


def _names() -> Iterator[str]:
    for locale in AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for kind in dir(provider):
            told = getattr(provider, kind)
            if ("first_name" in kind or "first_romanized" in kind) and isinstance(told, tuple | list | dict | set):
                yield from filter(None, map(_plain, told))


def _plain(name: str) -> str:
    """The name in small letters without accents; "" for one in another script, of several words or very short."""
    bare = without_accents(str(name)).lower()
    return bare if len(bare) >= max(SHORTEST, len(str(name))) and _WORD.fullmatch(bare) else ""


def _places() -> Iterator[str]:
    told = [*Places.countries, *(place for _, _, place, _, _ in Geography.land_coords)]
    return (place.lower() for place in told)


def _words_of_the_knowledge() -> Iterator[str]:
    for path in (ROOT / "knowledge").rglob("*.md"):
        yield from re.findall(r"\b[a-z]+\b", path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:3]))
