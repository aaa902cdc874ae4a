"""Whether the words of a question point at another person: by a pronoun, a relation or a name."""

from __future__ import annotations

import re

from secondment.text.focus import focus
from secondment.text.normalise import tidy, words
from secondment.text.scope import speaks_of_self

_PRONOUNS = frozenset({"he", "she", "his", "her", "hers", "him"})
_RELATED = (
    r"husband|hubby|wife|spouse|partner|fiancee?|boyfriend|girlfriend|sons?|daughters?|child|children|kids?|mother|father|mum|mom|dad"
    r"|parents?|brothers?|sisters?|siblings?|cousins?|uncle|aunt|nephew|niece|friends?|mates?|flatmates?|housemates?|roommates?"
    r"|neighbou?rs?"
)
_AT_WORK = (
    r"colleagues?|direct reports?|co-?workers?|teammates?|workmates?|secondees?|employees?|starters?|joiners?"
    r"|newcomers?|interns?|trainees?|predecessor|successor"
)
_STRANGERS = r"guys?|girls?|lady|ladies|gentleman|men|man|women|woman|blokes?|lads?|chaps?|fella|dudes?"
# people of the asker's own record, and words at which a name for somebody ends
_NOT_BETWEEN = r"mentor|manager|boss|contact|a|an|the|is|was|are|and|or|to|with|by|of|from|for|as|in|on|at|if|when"
_BETWEEN = rf"(?:(?!(?:{_NOT_BETWEEN})\b)[\w-]+ ){{0,2}}?"
# "my wife", "our new secondee", "that tall guy", "the lady"; "the secondee" alone may be any secondee
_SOMEBODY = re.compile(
    rf"\b(?:(?:my|our|this|that|these|those|another) {_BETWEEN}(?:{_RELATED}|{_AT_WORK}|{_STRANGERS})"
    rf"|the {_BETWEEN}(?:{_STRANGERS}))(?:'?s)?\b",
    re.IGNORECASE,
)
_NO_NAMES = (
    r"What|Who|When|Where|How|Why|That|This|There|Here|It|He|She|Let|One|Today|Tomorrow|Company|Host|Home"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December"
)
_NAMED = re.compile(rf"\b(?!(?:{_NO_NAMES})'s)[A-Z]\w+'s\b")
# what anybody says who asks for anything; it does not make the asker the one who is asked about
_COURTESY = re.compile(
    r"\b(?:tell|give|show|send|let|get|remind|update|help) (?:me|us)\b"
    r"|\b(?:can|could|may|might|shall|should) (?:i|we) (?:please |also |just )?(?:know|see|ask|get|find|check|look)\b"
    r"|\b(?:i|we)(?:'m| am|'d| would)? (?:just |only |really |also )?"
    r"(?:need|want|like|wonder|wondering|asking|calling|writing|checking|trying|looking)\b",
    re.IGNORECASE,
)
# where somebody is, seen from the asker: "the lady next to me", "the new one in my team"
_BESIDE = re.compile(
    r"\b(?:beside|next to|near|opposite|behind|with|under) (?:me|us)\b"
    r"|\b(?:in|on|from|of|at) (?:my|our) (?:team|office|department|group|floor|company|unit|room|building|side)\b",
    re.IGNORECASE,
)


def speaks_of_others(text: str) -> bool:
    """Whether another person is asked about and not the asker: "when is her next check-in", "my wife's end date"."""
    told = tidy(text)
    if any(word in _PRONOUNS for word in words(told)) and not speaks_of_own_case(told):
        return True
    # of a long message the part that asks counts too: who tells of themselves may still ask about somebody else
    return any(_points_at_somebody(part) and not speaks_of_own_case(part) for part in {told, focus(told)})


def _points_at_somebody(text: str) -> bool:
    return bool(_SOMEBODY.search(text) or _NAMED.search(text))


def speaks_of_own_case(text: str) -> bool:
    """Whether the asker's own case is spoken of: "when does mine end", and not "tell me when my wife's does"."""
    told = tidy(text)
    for said_by_anybody in (_SOMEBODY, _COURTESY, _BESIDE):
        told = said_by_anybody.sub(" ", told)
    return speaks_of_self(told)
