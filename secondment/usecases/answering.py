"""Answer a question from the knowledge base, offer close titles, or say plainly that it is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.scope import speaks_in_general, speaks_of_self
from secondment.usecases.own_record import own_record, own_record_likely
from secondment.usecases.refusing import about_someone_else, refuse_someone_elses_record
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import fallback, remember, tell_article
from secondment.usecases.turn import Memory, Turn, Understanding
from secondment.usecases.two_questions import article_beside, two_articles

_LEANING = re.compile(
    r"^(and|but|so|what about|how about|ok and|also|or)\b|\b(it|that|they|them|those|these|this|there|then)\b", re.I
)
_SHORT_WORDS = 3
_LEANING_WORDS = 12
_CLEARLY_BETTER = 0.1
_FULL_WORDS = 4
_SURE_OF_RECORD = 0.8
_CHOICES = 3
Verdict = Literal["answer", "clarify", "unknown"]


@dataclass(frozen=True)
class Decision:
    """What is done with a ranking: the verdict, and the belief (0 to 1) that the first hit answers the question."""

    verdict: Verdict
    belief: float
    ranking: Ranking


def answer_question(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """One answer to the question of a turn; the retrieved article's score decides, the intent is further evidence."""
    if about_someone_else(turn):
        return refuse_someone_elses_record(turn, services)
    index = services.knowledge.current()
    decision = decide(find(turn, index), turn.understanding, index)
    if own_record_likely(turn, decision.belief):
        return own_record(turn, services)
    both = two_articles(turn, services, index)
    if both:
        return both
    if decision.verdict == "answer":
        best = decision.ranking.best.article
        return [tell_article(best, index, services.sentences, question=turn.text, score=decision.belief)]
    if decision.verdict == "clarify":
        nearest = decision.belief >= index.ranker.nearest_from
        return [did_you_mean(turn, services, decision.ranking, nearest=nearest)]
    return [not_known(turn, services)]


def answer_own_question(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """What the engine took for a question about the own record: unless it names another person or means the rule."""
    if about_someone_else(turn):
        return refuse_someone_elses_record(turn, services)
    if turn.choice is None and _could_be_meant_in_general(turn):
        told = answer_question(turn, services)
        if told[0].kind != "fallback" or not speaks_in_general(turn.text):
            return told
    return _other_subject(turn, services) or _own_and_beside(turn, services)


def _own_and_beside(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The own value, and the article for the second question of a message that asks two things."""
    told = own_record(turn, services)
    field = told[0].field
    if len(told) > 1 or field is None:
        return told
    return [*told, *article_beside(turn, services, services.knowledge.current(), field)]


def _other_subject(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The article that clearly answers, where the engine was unsure and the field it guessed is not its subject."""
    understanding = turn.understanding
    if turn.choice is not None or understanding.intents.get("my_secondment", 1.0) >= _SURE_OF_RECORD:
        return []
    index = services.knowledge.current()
    decision = decide(find(turn, index), understanding, index)
    best = decision.ranking.best.article
    if decision.verdict != "answer" or understanding.field in best.record_fields:
        return []
    return [tell_article(best, index, services.sentences, question=turn.text, score=decision.belief)]


def _could_be_meant_in_general(turn: Turn) -> bool:
    """A question that says it means the rule, or a full one that never speaks of the asker."""
    impersonal = len(turn.text.split()) > _FULL_WORDS and not speaks_of_self(turn.text)
    unsure = turn.understanding.intents.get("my_secondment", 0.0) < _SURE_OF_RECORD
    return speaks_in_general(turn.text) or (impersonal and unsure)


def find(turn: Turn, index: KnowledgeIndex) -> Ranking:
    """The ranking for a turn; a message that leans on what was just said is also read together with it."""
    alone = index.search(turn.text)
    if not leans_on_context(turn.text, turn.memory) or alone.score >= index.ranker.answer_from:
        return alone
    together = index.search(f"{turn.memory.last_question} {turn.text}")
    return together if together.score > alone.score + _CLEARLY_BETTER else alone


def leans_on_context(text: str, memory: Memory) -> bool:
    """Whether a message needs what was just said: a word or two, or a short one with words that point back."""
    if memory.last_question is None:
        return False
    count = len(text.split())
    return count <= _SHORT_WORDS or (count <= _LEANING_WORDS and bool(_LEANING.search(text)))


def decide(ranking: Ranking, understanding: Understanding, index: KnowledgeIndex) -> Decision:
    """Answer, offer titles or admit not knowing, from the score and what the intents say."""
    ranker = index.ranker
    elsewhere = understanding.intents.get("out_of_scope", 0.0)
    belief = ranker.believe(ranking.score, elsewhere) if understanding.intents else ranking.score
    verdict: Verdict = "unknown"
    if belief >= ranker.answer_from:
        verdict = "answer"
    elif belief >= ranker.clarify_from:
        verdict = "clarify"
    return Decision(verdict, belief, ranking)


def did_you_mean(turn: Turn, services: UseCaseServices, ranking: Ranking, *, nearest: bool = False) -> Answer:
    """Up to three titles to choose from, and none of these; with the nearest answer, said to be no more than that."""
    hits = ranking.hits[:_CHOICES]
    choices = tuple(
        {"article": hit.article.id, "title": hit.article.title, "score": round(ranking.score_of(place), 3)}
        for place, hit in enumerate(hits)
    )
    buttons = tuple(Button(hit.article.title, Choice("article", hit.article.id)) for hit in hits)
    say = services.sentences.say
    offered = Answer(
        say("did_you_mean"),
        "clarify",
        choices=choices,
        score=round(ranking.score, 3),
        buttons=(*buttons, Button(say("none_of_these"), Choice("none_of_these"))),
        remember={"last_question": turn.text, "last_kind": "clarify"},
    )
    if not nearest:
        return offered
    best = hits[0].article
    kept = {**remember(best, turn.text), "last_kind": "clarify"}
    return replace(offered, text=say("did_you_mean_nearest", text=best.answer), remember=kept, topic=best.topic)


def not_known(turn: Turn, services: UseCaseServices) -> Answer:
    """The honest fallback, worded for what kind of message it was."""
    outside = turn.understanding.intent == "out_of_scope" and turn.understanding.confidence > 0.5
    return fallback(turn, services, "not_about_secondment" if outside else "not_known")
