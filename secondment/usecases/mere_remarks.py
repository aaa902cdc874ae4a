"""Whether a message is a remark and nothing else besides: one rule for what the engine heard as one, one for the rest.

They stand apart from the goal (`remarking.py`), which answers what is no remark and so needs `deciding.py`: that asks
the second rule.
"""

from __future__ import annotations

import re

from secondment.knowledge.index import KnowledgeIndex
from secondment.text.instead import ruled_in
from secondment.text.questions import asks_anything, tells_something
from secondment.usecases.in_context import LEADS_ON
from secondment.usecases.next_value import going_on
from secondment.usecases.refusing import SURELY_OTHERS
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn
from secondment.usecases.ways import Way, article_of

_SOUNDS_A_LITTLE, _AT_ALL = 0.12, 0.02
_QUOTING_WORDS = 8
_QUOTES = re.compile(
    r"^(?:(?:yes|yeah|ok(?:ay)?|right|hm+|so|and|but|well|funny)\b[, ]*)*(?:\S+ ){1,4}?(?:already |also )?"
    r"(?:told|said|says|mentioned|explained|wrote|thinks|thought|warned|confirmed|reckons)\b",
    re.IGNORECASE,
)
# "my colleague said read me her dates"
_WANTS = re.compile(
    r"\b(?:give|show|read|send|pull|look|check|list|find|open|get|his|their|theirs|her (?!too\b|as well\b)\w+"
    r"|\w+'s \w+)\b",
    re.IGNORECASE,
)
_SMALL_TALK = ("remark", "thank", "greet", "goodbye", "rate_up", "rate_down", "affirm", "deny")


def is_mere_remark(turn: Turn, services: UseCaseServices) -> bool:
    """Whether what the engine heard as a remark (the goal `remark`) asks nothing and is answered by no article.

    In doubt it is a remark: only an article that is clear speaks against it, or one that is near what begins a talk.
    """
    index = services.knowledge.current()
    score = index.search(turn.text).score
    asks = asks_anything(turn.text) or ruled_in(turn.text) or going_on(turn)
    return not (asks or index.ranker.clear(score) or (begins_talk(turn) and score >= LEADS_ON))


def is_remark_after_all(turn: Turn, way: Way, index: KnowledgeIndex) -> bool:
    """Whether what the engine heard otherwise is a remark that nothing answers: "right, more work for me then".

    In doubt it is none: only in a talk, and no article may be near. What would be offered titles has to sound like
    small talk most, what is not known a little like a remark, as what would be told just that once more: "my colleague
    did it too".
    """
    if turn.memory.last_kind is None or turn.choice is not None or asks_anything(turn.text):
        return False
    again = tells_something(turn.text) and article_of(way) == turn.memory.last_article is not None
    little = way.rule == "unknown" or (again and way.rule in ("answer", "clarify"))
    sounds = turn.understanding.intents.get("remark", 0.0) >= _SOUNDS_A_LITTLE
    talk = _is_likely_small_talk(turn) or merely_quotes(turn)
    says_nothing = (little and sounds) or (way.rule in ("clarify", "unknown") and talk)
    return says_nothing and index.search(turn.text).score < LEADS_ON


def merely_quotes(turn: Turn) -> bool:
    """Whether a few words in a talk only say that somebody said so: "Jana from HR told me the same".

    Not after a refusal, not where it surely asks for somebody's data, and not where anything of somebody's is named.
    """
    talk = turn.memory.last_kind not in (None, "refusal") and turn.choice is None
    few = len(turn.text.split()) <= _QUOTING_WORDS
    intents = turn.understanding.intents
    sounds = intents.get("remark", 0.0) >= _AT_ALL and intents.get("someone_elses_record", 0.0) < SURELY_OTHERS
    quotes = _QUOTES.search(turn.text) and not _WANTS.search(turn.text)
    return talk and few and sounds and bool(quotes) and not asks_anything(turn.text)


def _is_likely_small_talk(turn: Turn) -> bool:
    """Whether it is rather some small talk than any question, though the engine is not sure which: "haha fine, bye"."""
    intents = turn.understanding.intents
    small = sum(intents.get(name, 0.0) for name in _SMALL_TALK)
    return small >= max((chance for name, chance in intents.items() if name not in _SMALL_TALK), default=1.0)


def begins_talk(turn: Turn) -> bool:
    """Whether nothing was said before it that is remembered."""
    return turn.memory.last_kind is None and turn.memory.last_question is None
