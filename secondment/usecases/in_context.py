"""What a message that leans on what was just said is about: read alone, and together with what was said before.

Read together with the question before, most messages look like that question once more. So the reading alone counts
wherever the other one only leads back to the article that was just told, unless the message points at that with a word
("can I renew it?").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from secondment.knowledge.index import Hit, KnowledgeIndex, Ranking
from secondment.usecases.turn import Turn

_POINTS = re.compile(
    r"\b(?:it|its|this|that|them|they|their|those|these|he|she|him|her|his|(?:the|which|other) ones?)\b", re.IGNORECASE
)
_CLEARLY_BETTER = 0.1
# how likely an article has to look to lead on from the one just told
LEADS_ON = 0.4
# how likely an article has to look, alone and beside the one just told, to be worth a title
WORTH_A_TITLE = 0.2
_AGREED = 0.1
# two readings that lead to the same article without the one just told leave half of the doubt
_DOUBT_LEFT = 0.5


def read_in_context(turn: Turn, alone: Ranking, index: KnowledgeIndex) -> Ranking:
    """The ranking for a message that leans, from its ranking alone and those together with what was said before."""
    readings = [index.search(text) for text in _joined(turn, index)]
    told = turn.memory.last_article or _asked_before(turn, index)
    onward = [found for found in readings if found.score >= LEADS_ON and found.best.article.id != told]
    together = max(onward or readings, key=lambda found: found.score, default=alone)
    leads_back = together.best.article.id == told and alone.best.article.id != told
    if leads_back and alone.score >= WORTH_A_TITLE:
        return _against_leading_back(turn.text, alone, together, readings)
    return together if together.score > alone.score + _CLEARLY_BETTER else alone


def _asked_before(turn: Turn, index: KnowledgeIndex) -> str | None:
    """The article on what was asked before, where a value of the record was told instead of it."""
    question = turn.memory.last_question
    return index.search(question).best.article.id if question and turn.memory.last_kind == "record" else None


def points_at_what_was_told(text: str) -> bool:
    """Whether a word of it stands for something said before: "can I renew it?"."""
    return bool(_POINTS.search(text))


def leads_on(ranking: Ranking, turn: Turn) -> bool:
    """Whether a ranking leads from the article just told to another one."""
    return turn.memory.last_article is not None and ranking.best.article.id != turn.memory.last_article


def _against_leading_back(text: str, alone: Ranking, together: Ranking, readings: Iterable[Ranking]) -> Ranking:
    """Alone it leads to another article than together with what was said: which of them, or both to choose from."""
    new, told = alone.best, together.best
    agreed = any(_second_to(told, reading).article.id == new.article.id for reading in readings)
    if not points_at_what_was_told(text):
        score = 1.0 - (1.0 - alone.score) * (_DOUBT_LEFT if agreed else 1.0)
        return replace(_in_front(alone, new, told), score=score)
    likely = any(_chance_of(new, reading) >= _AGREED for reading in readings)
    if likely and alone.score >= LEADS_ON:
        return _in_front(alone, new, told)
    return replace(_in_front(together, told, new), score=alone.score if likely else together.score)


def _in_front(ranking: Ranking, first: Hit, second: Hit) -> Ranking:
    """The ranking with these two hits in front of the others, the first well ahead of the second."""
    others = (hit for hit in ranking.hits if hit.article.id not in (first.article.id, second.article.id))
    beside = replace(second, share=min(first.share / 4, second.share))
    rest = (replace(hit, share=min(first.share, hit.share)) for hit in others)
    return replace(ranking, hits=(first, beside, *rest))


def _second_to(told: Hit, ranking: Ranking) -> Hit:
    """The best hit of a ranking beside the article just told."""
    return next((hit for hit in ranking.hits if hit.article.id != told.article.id), ranking.best)


def _chance_of(hit: Hit, ranking: Ranking) -> float:
    places = (place for place, one in enumerate(ranking.hits) if one.article.id == hit.article.id)
    return max((ranking.score_of(place) for place in places), default=0.0)


def _joined(turn: Turn, index: KnowledgeIndex) -> tuple[str, ...]:
    """The message together with the question before it and, where an article was told, with what that asks."""
    article = index.by_id.get(turn.memory.last_article or "")
    before = (turn.memory.last_question, article.title if article else None)
    return tuple(dict.fromkeys(f"{told} {turn.text}" for told in before if told))
