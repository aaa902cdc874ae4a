"""Answer a question from the knowledge base, offer close titles, or say plainly that it is not known."""

from __future__ import annotations

from dataclasses import replace

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.normalise import words
from secondment.usecases.deciding import is_bare, way_of_own_question, way_of_question
from secondment.usecases.further import further, has_further
from secondment.usecases.leaning import goes_on_about_it
from secondment.usecases.mere_remarks import merely_quotes
from secondment.usecases.own_record import own_record
from secondment.usecases.picking import CHOICES, titles_of
from secondment.usecases.reaching import asks_how_to_reach
from secondment.usecases.refusing import asks_in_that_place, means_own_alone, meant_of_any, perhaps_about_others, refuse
from secondment.usecases.services import UseCaseServices
from secondment.usecases.several_questions import turns_asked
from secondment.usecases.telling import fallback, remember, say, tell_article
from secondment.usecases.turn import ELSEWHERE, Turn
from secondment.usecases.verdict import Decision
from secondment.usecases.ways import Way

_MAY_BE_OWN = 0.05  # how likely the record has to be meant for its button to be worth a look
_LONGEST_WORD = 30  # buttons are short on every platform


def answer_question(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The answers to a question about secondment, on the way its article's score and the intents decide."""
    return _go(way_of_question(turn, services.knowledge), turn, services)


def answer_own_question(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """What the engine took for a question about the own record: unless it names another person or means the rule."""
    return _go(way_of_own_question(turn, services.knowledge), turn, services)


def refuse_someone_elses_record(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """What the engine took for asking for somebody else's record: refused, unless nobody in particular is meant.

    As when it points at the article told, or asks what holds for any secondee.
    """
    instead = instead_of_refusing(turn)
    if instead == "my_secondment":
        return answer_own_question(turn, services)
    if instead:
        return answer_question(turn, services) if instead == "answer_question" else [say(services, "remark")]
    return answer_each(turn, services) or refuse(turn, services)


def instead_of_refusing(turn: Turn) -> str | None:
    """The goal followed where somebody else is heard and nobody's data is asked for."""
    if asks_in_that_place(turn) or meant_of_any(turn):
        return "answer_question"
    if means_own_alone(turn) or asks_how_to_reach(turn):
        return "my_secondment"
    return "remark" if merely_quotes(turn) else None


def answer_each(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The answers to each question of a message, whatever the loudest sounds like; none where it asks one."""
    return answer_question(turn, services) if asks_several(turn, services) else []


def asks_several(turn: Turn, services: UseCaseServices) -> bool:
    """Whether a message asks several things that can each be answered, or refused."""
    return bool(turns_asked(turn)) and way_of_question(turn, services.knowledge).rule == "several_questions"


def _go(way: Way, turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The answers at the end of a way."""
    if way.rule == "someone_else":
        return refuse(turn, services)
    if way.rule in ("own_record", "own_record_likely"):
        return own_record(turn, services)
    if way.parts:
        # what is not known last: to pass that on is offered, and the offer has to be about what was asked last
        parts = sorted(way.parts, key=lambda one: one[1].rule == "unknown")
        return [told for part, way_of_part in parts for told in _go(way_of_part, part, services)]
    if way.rule == "unknown" and perhaps_about_others(turn):
        return refuse(turn, services)
    if way.rule == "remark":
        return [say(services, "remark")]
    return [not_known(turn, services) if way.decision is None else _from_knowledge(way.decision, turn, services)]


def _from_knowledge(decision: Decision, turn: Turn, services: UseCaseServices) -> Answer:
    """The article, the titles to choose from, or that nothing is known."""
    index = services.knowledge.current()
    if decision.verdict == "answer":
        best, rivals = decision.ranking.best.article, _rivals(decision.ranking, index)
        told = tell_article(best, index, services.sentences, question=turn.text, score=decision.belief, rivals=rivals)
        more = _further(best, turn, decision.ranking, services)
        return replace(told, text=services.sentences.say("to_that_point", text=more)) if more else told
    if decision.verdict == "clarify":
        nearest = decision.belief >= index.ranker.nearest_from
        return did_you_mean(turn, services, decision.ranking, nearest=nearest)
    return not_known(turn, services)


def _further(best: Article, turn: Turn, ranking: Ranking, services: UseCaseServices) -> str:
    """What else there is to the best article where its answer was just told; else empty."""
    index = services.knowledge.current()
    goes_on = goes_on_about_it(turn, ranking, index) and has_further(turn, best)
    return further(turn, best, index, services.sentences) if goes_on else ""


def _rivals(ranking: Ranking, index: KnowledgeIndex) -> list[Article]:
    """The articles next to the one told that would be worth a title by themselves."""
    hits = list(enumerate(ranking.hits))[1:CHOICES]
    return [hit.article for place, hit in hits if ranking.score_of(place) >= index.ranker.clarify_from]


def did_you_mean(turn: Turn, services: UseCaseServices, ranking: Ranking, *, nearest: bool = False) -> Answer:
    """Up to three titles to choose from, and none of these; with the nearest answer, said to be no more than that."""
    hits = ranking.hits[:CHOICES]
    choices = tuple(
        {"article": hit.article.id, "title": hit.article.title, "score": round(ranking.score_of(place), 3)}
        for place, hit in enumerate(hits)
    )
    buttons = tuple(Button(hit.article.title, Choice("article", hit.article.id)) for hit in hits) + _own(turn, services)
    say, titles = services.sentences.say, titles_of(ranking)
    offered = Answer(
        say("did_you_mean"),
        "clarify",
        choices=choices,
        score=round(ranking.score, 3),
        buttons=(*buttons, Button(say("none_of_these"), Choice("none_of_these"))),
        # what was told before is over; a title that is chosen is told anew
        remember={
            "last_question": turn.text,
            "last_kind": "clarify",
            "last_article": None,
            "last_topic": None,
            "last_titles": titles,
        },
    )
    if not nearest:
        return offered
    best = hits[0].article
    kept = {**remember(best, turn.text), "last_kind": "clarify", "last_titles": titles}
    text = say("did_you_mean_nearest", text=_further(best, turn, ranking, services) or best.answer)
    return replace(offered, text=text, remember=kept, topic=best.topic)


def _own(turn: Turn, services: UseCaseServices) -> tuple[Button, ...]:
    """Beside titles for one word: that one's own case is meant, where the record may hold something of it."""
    chance = turn.understanding.intents.get("my_secondment", 0.0)
    if turn.surface != "personal" or not is_bare(turn) or chance < _MAY_BE_OWN:
        return ()
    (word,) = words(turn.text)
    if len(word) > _LONGEST_WORD:
        return ()
    return (Button(services.sentences.say("mine_of_word", word=word), Choice("say", f"my {word}")),)


def not_known(turn: Turn, services: UseCaseServices) -> Answer:
    """The honest fallback, worded for what kind of message it was."""
    outside = turn.understanding.intent == ELSEWHERE and turn.understanding.confidence > 0.5
    return fallback(turn, services, "not_about_secondment" if outside else "not_known")
