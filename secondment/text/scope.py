"""Whether a question is meant in general or about the asker's own case, as far as its words say so."""

from __future__ import annotations

from secondment.text.normalise import words

_OWN = frozenset({"i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll", "we", "our", "ours", "us", "am"})
_TOGETHER = frozenset({"we", "our", "ours", "us"})
_GENERAL = frozenset(
    {"usually", "normally", "typically", "generally", "commonly", "typical", "usual", "normal", "standard", "average"}
    | {"often", "always", "ever", "secondee", "secondees", "secondments", "people", "employees", "somebody", "someone"}
    | {"anybody", "anyone", "one", "companies", "general"}
)
_ARTICLES = frozenset({"a", "an", "any", "every", "each"})
_NAMES = frozenset({"secondment", "placement", "assignment", "posting", "loan", "secondee", "detail", "deputation"})


def speaks_of_self(text: str, *, alone: bool = False) -> bool:
    """Whether the asker speaks of themselves: "when does mine end", "who pays me"; `alone`: not as one of several."""
    own = _OWN - _TOGETHER if alone else _OWN
    return any(word in own for word in words(text))


def speaks_in_general(text: str) -> bool:
    """Whether the words say that the rule is meant, not a case: "when does a secondment usually end"."""
    found = words(text)
    if speaks_of_self(text):
        return False
    indefinite = any(left in _ARTICLES and right in _NAMES for left, right in zip(found, found[1:]))
    return indefinite or any(word in _GENERAL for word in found)
