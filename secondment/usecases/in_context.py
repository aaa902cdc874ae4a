"""What a message is about that goes on from what was just told: the index weighs it together with that."""

from __future__ import annotations

import re

from secondment.knowledge.following import Told
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.usecases.turn import Turn

_POINTS = re.compile(
    r"\b(?:it|its|this|that|them|they|their|those|these|he|she|him|her|his|(?:the|which|other) ones?)\b", re.IGNORECASE
)
# how likely an article has to look to lead on from the one just told
LEADS_ON = 0.4
# how likely an article has to look, alone and beside the one just told, to be worth a title
WORTH_A_TITLE = 0.2


def read_in_context(turn: Turn, index: KnowledgeIndex) -> Ranking:
    """The ranking for a message that leans on what was told or asked before, whichever of these there is."""
    memory = turn.memory
    if not memory.last_question:
        return index.search(turn.text)
    return index.follow(
        turn.text, Told(memory.last_question, index.by_id.get(memory.last_article or ""), memory.told_field)
    )


def points_at_what_was_told(text: str) -> bool:
    """Whether a word of it stands for something said before: "can I renew it?"."""
    return bool(_POINTS.search(text))


def leads_on(ranking: Ranking, turn: Turn) -> bool:
    """Whether a ranking leads from the article just told to another one."""
    return turn.memory.last_article is not None and ranking.best.article.id != turn.memory.last_article
