"""How likely a text is in each language: what lingua says of its letters, weighed by the words it holds.

Lingua alone shares short texts out among neighbours: "quién me paga" is Spanish by a third, and of Danish and
Norwegian it cannot know which. Each word that stands in a language's list makes that language `_FOR_A_WORD` times as
likely. Languages lingua does not know (Galician, Serbian in Latin letters) start from the neighbours it takes them for.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from secondment.languages.words import ENGLISH, counted

# languages with a sentence of their own; Norwegian is written as Bokmål by nearly everybody and answered in it
LANGUAGES = (
    "af", "ar", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "gl", "he", "hi",
    "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "mr", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk",
    "sl", "sq", "sr", "sr_latn", "sv", "sw", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
_NYNORSK, _BOKMAL = "nn", "nb"
# known so that they are not taken for a neighbour, and answered in English
_ONLY_KNOWN = ("cy", "eu", "ga", "kk", "mn")
_TAKEN_FOR = {"gl": ("es", "pt"), "sr_latn": ("bs", "hr")}
_RELATIVES = tuple(
    frozenset(codes.split())
    for codes in (
        "bs hr sr_latn sl", "cs sk", "da nb sv", "af nl", "id ms", "es pt gl ca it", "ru uk be bg mk sr", "hi mr",
        "az tr", "et fi",
    )
)  # fmt: skip
_FOR_A_WORD = 8.0
# those that fewer people write than the neighbour whose words they share
_SELDOM = {"bs": 0.7, "ms": 0.6, "af": 0.7, "gl": 0.5, "sr_latn": 0.5}


class Chances:
    """Tells how likely a text is in each language; lingua's models are loaded with the first text."""

    def of(self, text: str) -> dict[str, float]:
        """Chance by code, together 1; all 0 for a script of which no language is known."""
        found = self._by_letters(text)
        for code, count in counted(text).items():
            found[code] *= _FOR_A_WORD**count
        whole = sum(found.values())
        return {code: chance / whole for code, chance in found.items()} if whole else found

    def _by_letters(self, text: str) -> dict[str, float]:
        values = self._detector.compute_language_confidence_values(text)
        found = {one.language.iso_code_639_1.name.lower(): float(one.value) for one in values}
        found[_BOKMAL] += found.pop(_NYNORSK)
        for code, neighbours in _TAKEN_FOR.items():
            found[code] = sum(found[one] for one in neighbours) / len(neighbours)
        for code, share in _SELDOM.items():
            found[code] *= share
        return found

    @cached_property
    def _detector(self) -> Any:
        """All its models: with the small ones alone (low accuracy) broken English is taken for other languages."""
        from lingua import IsoCode639_1, LanguageDetectorBuilder

        known = {ENGLISH, _NYNORSK, *LANGUAGES, *_ONLY_KNOWN} - set(_TAKEN_FOR)
        codes = [IsoCode639_1.from_str(code) for code in sorted(known)]
        return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def likeliest(chances: dict[str, float]) -> str:
    """The code of the likeliest language."""
    return max(chances, key=chances.__getitem__)


def together(chances: dict[str, float], code: str) -> float:
    """The chance of a language and of those so like it that lingua shares a text out among them."""
    relatives = next((family for family in _RELATIVES if code in family), frozenset({code}))
    return sum(chances[one] for one in relatives)
