"""A message that asks two things gets both answers, each short, where each is clear by itself."""

from __future__ import annotations

from secondment.answers import Answer
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.questions import questions_in
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import tell_article
from secondment.usecases.turn import Turn

_MOST = 2
_CLEAR_FIELD = 0.2


def two_rankings(turn: Turn, index: KnowledgeIndex) -> tuple[Ranking, ...]:
    """What the two questions of a message find; nothing unless both articles are clear and differ."""
    found = tuple(index.search(question) for question in _asked(turn))
    if not found or any(ranking.score < index.ranker.answer_from for ranking in found):
        return ()
    return () if found[0].best.article.id == found[1].best.article.id else found


def article_beside(turn: Turn, services: UseCaseServices, index: KnowledgeIndex, field: str) -> list[Answer]:
    """The article that one of two questions clearly finds, where the other asks for a field of the own record."""
    found = [index.search(question) for question in _asked(turn)]
    clear = [
        ranking
        for ranking in found
        if ranking.score >= index.ranker.answer_from and field not in ranking.best.article.record_fields
    ]
    return [tell_found(clear[0], services)] if len(clear) == 1 else []


def two_fields(turn: Turn) -> tuple[str, ...]:
    """The two record fields a message asks for; none unless it asks two things and the engine heard two fields."""
    likely = [name for name, chance in turn.understanding.fields.items() if chance >= _CLEAR_FIELD]
    return tuple(likely[:_MOST]) if _asked(turn) and len(likely) >= _MOST else ()


def _asked(turn: Turn) -> tuple[str, ...]:
    """The two questions of a message; none of one that asks less or more."""
    asked = questions_in(turn.text) if turn.choice is None else ()
    return asked if len(asked) == _MOST else ()


def tell_found(ranking: Ranking, services: UseCaseServices) -> Answer:
    """The best article of a ranking, told as the answer to the question it was found for."""
    best, index = ranking.best.article, services.knowledge.current()
    return tell_article(best, index, services.sentences, question=ranking.question, score=ranking.score)
