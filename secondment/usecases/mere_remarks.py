"""Whether a message is a remark and nothing else besides: one rule for what the engine heard as one, one for the rest.

They stand apart from the goal (`remarking.py`), which answers what is no remark and so needs `deciding.py`: that asks
the second rule.
"""

from __future__ import annotations

from secondment.knowledge.index import KnowledgeIndex
from secondment.text.instead import ruled_in
from secondment.text.questions import asks_anything
from secondment.usecases.in_context import LEADS_ON
from secondment.usecases.own_record import going_on
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn

_SOUNDS_A_LITTLE = 0.12


def is_mere_remark(turn: Turn, services: UseCaseServices) -> bool:
    """Whether what the engine heard as a remark (the goal `remark`) asks nothing and is answered by no article.

    In doubt it is a remark: only an article that is clear speaks against it, or one that is near what begins a talk.
    """
    index = services.knowledge.current()
    score = index.search(turn.text).score
    asks = asks_anything(turn.text) or ruled_in(turn.text) or going_on(turn)
    return not (asks or index.ranker.clear(score) or (begins_talk(turn) and score >= LEADS_ON))


def is_remark_after_all(turn: Turn, rule: str, index: KnowledgeIndex) -> bool:
    """Whether what the engine heard otherwise is a remark that nothing answers: "right, more work for me then".

    In doubt it is none: only in a talk, and no article may be near. What would be offered titles (`rule`) has to sound
    like a remark most, what is not known only a little.
    """
    intents = turn.understanding.intents
    if rule not in ("clarify", "unknown") or turn.memory.last_kind is None or turn.choice is not None:
        return False
    least = _SOUNDS_A_LITTLE if rule == "unknown" else max(intents.values(), default=1.0)
    sounds = intents.get("remark", 0.0) >= least and not asks_anything(turn.text)
    return sounds and index.search(turn.text).score < LEADS_ON


def begins_talk(turn: Turn) -> bool:
    """Whether nothing was said before it that is remembered."""
    return turn.memory.last_kind is None and turn.memory.last_question is None
