"""Whether what is asked is asked of somebody who is named, in a message that speaks of the asker as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondment.text.focus import is_question
from secondment.text.normalise import tidy
from secondment.text.others import speaks_of_own_case

# "whether Ruta got extended, if she stays I stay": each of them asks, or tells, by itself. Not by commas, for "Ruta, my
# mentor, says mine is over" is one
_CLAUSE = re.compile(r"[.!?;]+(?:\s|$)|\b(?:so|but|because|while|whereas|though|since)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\W*(?:(?:and|ok|please|pls|hi|hello|so|then)\b[, ]*)*(?:(?:can|could|would|will) you (?:please )?)?"
    r"(?:tell|give|show|send|forward|pass|email|read|look up|check|pull up|open|get|fetch|find|let me)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\b(?:whether|know if|see if|check if)\b", re.IGNORECASE)
_HANDED = re.compile(r"\b(?:forward|pass|email|mail) (?:me|us)\b", re.IGNORECASE)
# "is it still Joaquim", "with Joost's group": a name that is the answer, or beside whom something is
_BESIDE = (
    r"\b(?:(?:is|was|are) (?:it|that|this)\b[^.?!]*|(?:with|under|by|from|for|like|as) (?:(?:Mr|Ms|Mrs|Dr)\.? )?){}"
)

# the asker's own set beside somebody's: "am I paid more or less than Ruta", "do I leave before or after Ruta", "is
# mine the same as what Ruta was given", "me and Ruta started the same day, right"
_COMPARED = (
    r"\b(?:more|less|higher|lower|longer|shorter|earlier|later|better|worse|sooner)\b[^.?!]{{0,30}}? than {0}\b"
    r"|\bbefore or after {0}\b"
    r"|\b(?:is|are|do|does|did|have|has|was|were|will)\b[^.?!,]*\bsame\b[^.?!,]*\b(?:as|like)\b[^.?!,]*\b{0}\b"
    r"|\b(?:(?:me|i) and {0}|{0} and (?:me|i))\b[^.?!]*\bsame\b"
)
# "and Ruta's?", "on behalf of Ruta", "a talk with Ruta, my secondee": whatever is asked next is about that one
_FOR = (
    r"\b(?:and|what about|how about) {0}'s(?:\W*$|,)|\bon behalf of {0}\b"
    r"|\b{0}, (?:my|our) (?:secondee|report|team ?mate|colleague|trainee|intern|guest)\b"
)
_THEIRS = re.compile(r"\b(?:whether|if|when|how|what|why)\b[^.?!,]{0,20}?\b(?:hers|theirs)\b", re.IGNORECASE)

# "the end date for my boss", "me and Femi started the same day, right": told by words alone, whether a name is known
_OF_BOSS = re.compile(
    r"\b(?:dates?|day|salary|pay|allowance|notice(?: period)?|leave|holidays?|extension|status|return) (?:for|of) my "
    r"(?:(?:line|home|host) )?(?:boss|manager|supervisor|mentor)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:\b(?:[Mm]e|I) and (?!HR\b|IT\b)[A-Z][^\W\d_]+\b|\b[A-Z][^\W\d_]+ and (?:me|I)\b)"
    r"[^.?!,;]*\bsame\b[^.?!,;]*(?:, (?:right|no|yes|correct))?\W*$"
)


def asks_beside_the_asker(text: str) -> bool:
    """Whether the words alone ask about one's boss, or about somebody together with the asker."""
    told = tidy(text)
    return bool(_OF_BOSS.search(told) or _TOGETHER.search(told))


def asks_of_one_of(people: Sequence[str], text: str) -> bool:
    """Whether a clause asks about one of some people (their names) and speaks of nothing of the asker's own."""
    told = tidy(text)
    if _THEIRS.search(told) or any(re.search(_FOR.format(re.escape(name)), told, re.IGNORECASE) for name in people):
        return True
    return any(_asks(clause.strip(), people) for clause in _CLAUSE.split(told) if clause)


def _asks(clause: str, people: Sequence[str]) -> bool:
    if any(re.search(_COMPARED.format(re.escape(name)), clause, re.IGNORECASE) for name in people):
        return True
    whether = _WHETHER.search(clause)
    asked = clause[whether.end() :] if whether else clause
    named = any(name in asked and not re.search(_BESIDE.format(re.escape(name)), asked) for name in people)
    asks = whether is not None or is_question(asked) or bool(_REQUEST.match(asked))
    return named and asks and not speaks_of_own_case(_HANDED.sub(" ", asked))
