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
# "how much have I actually got" names nothing: it asks for whatever was talked about
_EMPTY = (
    frozenset({"a", "about", "actually", "again", "agreed", "all", "also", "an", "and", "any", "anything", "are", "at"})
    | {"been", "but", "by", "case", "did", "do", "does", "exactly", "file", "for", "get", "got", "had", "has", "have"}
    | {"how", "in", "is", "it", "just", "left", "many", "much", "now", "of", "often", "ok", "okay", "on", "one", "ones"}
    | {"or", "own", "personally", "please", "really", "record", "right", "say", "says", "so", "that", "the", "them"}
    | {"then", "there", "these", "they", "this", "those", "to", "too", "was", "were", "what", "which", "with"}
    | {"written", "yes", "you", "your"}
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


def names_nothing(text: str) -> bool:
    """Whether none of its words names anything that could be asked about."""
    return (_OWN | _EMPTY).issuperset(words(text))
