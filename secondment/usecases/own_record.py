"""Answer from the person's own record, with the general article beside it where the question could mean either."""

from __future__ import annotations

from dataclasses import replace

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.text.others import speaks_of_others
from secondment.text.scope import names_nothing, speaks_in_general, speaks_of_self
from secondment.usecases.my_secondment import my_secondment
from secondment.usecases.next_value import goes_on, stays_with_record
from secondment.usecases.pointing import SURE_OF_RECORD, asks_for_mine, sounds_like_status_of_mine
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn

WHOLE = "whole_summary"
# "and how many have I got left", after the leave
_OF_LEAVE = ("leave_entitlement", "days_left")
LIKELY_OWN = 0.25
_FEW_WORDS = 4
_MOST_WORDS = 118


def own_record(turn: Turn, services: UseCaseServices, field: str | None = None) -> list[Answer]:
    """The value of a field of the person's own record; raises `NotPersonalError` where others can read along."""
    # A follow-up ("and mine?") says nothing by itself; what was asked before it is what it is about.
    question = turn.text if field is None and turn.text else turn.memory.last_question or turn.text
    asked = field or _asked(turn)
    chosen = turn.choice.value if turn.choice and turn.choice.kind == "secondment" else None
    told = my_secondment(
        turn.require_personal(),
        asked,
        store=services.store,
        sentences=services.sentences,
        clock=services.clock,
        which=chosen,
        hr_contact_name=services.hr_contact_name,
        message_id=turn.message_id,
    )
    told = replace(told, remember={**told.remember, **_remember(question, asked)})
    index = services.knowledge.current()
    general = general_article(asked, question, index)
    if field is None and _could_be_general(turn):
        general = _answering(question, index) or general
        return [_with_general(told, general, services) if general else told]
    if general is None:
        return [told]
    title = services.sentences.say("how_it_usually_works", title=general.title)
    return [told.with_buttons(Button(title, Choice("article", general.id)))]


def own_record_likely(turn: Turn, belief: float) -> bool:
    """Whether a message the engine was unsure of is after all about the person's own record."""
    intents = turn.understanding.intents
    chance = intents.get("my_secondment", 0.0)
    if turn.surface != "personal" or speaks_in_general(turn.text) or speaks_of_others(turn.text):
        return False
    if goes_on(turn) and stays_with_record(turn):
        return True
    personal = speaks_of_self(turn.text) or len(turn.text.split()) <= _FEW_WORDS
    return personal and chance >= LIKELY_OWN and chance > max(belief, turn.understanding.elsewhere)


def general_article(field: str, question: str, index: KnowledgeIndex) -> Article | None:
    """The general article that goes with a field: of those that name it, the one nearest to the question."""
    fitting = [article for article in index.articles if field in article.record_fields]
    return index.nearest(question or field.replace("_", " "), fitting) if fitting else None


def _answering(question: str, index: KnowledgeIndex) -> Article | None:
    """The article that most likely answers the question as a general one, when one does."""
    found = index.search(question)
    return found.best.article if found.score >= index.ranker.nearest_from else None


def _asked(turn: Turn) -> str:
    if turn.choice:
        return turn.memory.last_field or WHOLE
    heard, before = turn.understanding.field, turn.memory.last_field
    if (before, heard) == _OF_LEAVE and names_nothing(turn.text):
        return before or WHOLE
    of_a_value = turn.memory.last_kind in ("record", "refusal")
    names_none = asks_for_mine(turn.text) or (of_a_value and sounds_like_status_of_mine(turn))
    return (before or heard if names_none else heard or before) or WHOLE


def _could_be_general(turn: Turn) -> bool:
    return turn.choice is None and turn.understanding.intents.get("my_secondment", 1.0) < SURE_OF_RECORD


def _with_general(told: Answer, general: Article, services: UseCaseServices) -> Answer:
    text = services.sentences.say("own_and_general", own=told.text, text=general.answer)
    if len(text.split()) > _MOST_WORDS:
        title = services.sentences.say("how_it_usually_works", title=general.title)
        return told.with_buttons(Button(title, Choice("article", general.id)))
    more = Button(services.sentences.say("tell_me_more"), Choice("tell_more", general.id))
    kept = {**told.remember, "last_article": general.id, "last_topic": general.topic}
    told = replace(told, text=text, article=general.id, sources=general.told_sources, remember=kept)
    return told.with_buttons(more)


def _remember(question: str, field: str) -> dict[str, str | None]:
    return {
        "last_field": field,
        "last_article": None,
        "last_topic": None,
        "last_question": question or None,
        "last_kind": "record",
    }
