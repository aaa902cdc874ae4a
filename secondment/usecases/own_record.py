"""Answer from the person's own record, with the general article beside it where the question could mean either."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.text.going_on import asks_only
from secondment.text.going_on import goes_on as goes_on_text
from secondment.text.others import speaks_of_others
from secondment.text.scope import names_nothing, speaks_in_general, speaks_of_self
from secondment.usecases.my_secondment import my_secondment
from secondment.usecases.pointing import SURE_OF_RECORD, asks_for_mine, sounds_like_status_of_mine
from secondment.usecases.refusing import PERHAPS_OTHERS
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn

WHOLE = "whole_summary"
# what both sides have, home first
_SIDES = (("home_manager", "host_manager"), ("home_organisation", "host_organisation"), ("return_role", "role_title"))
# "and the one at home", "no, the host one, name please", "home?"
_THE_ONE = re.compile(
    r"(?:(?:and|but|no|ok(?:ay)?|so|sorry|i mean(?:t)?|what about)\b[, ]*)*"
    r"(?:the (?:other )?(?:(?P<before>home|host) one|one (?:at|in|from|on) (?:the )?(?P<after>home|host))"
    r"(?: (?:side|end|company|firm))?|(?:(?:at|on|for) (?:the )?)?(?P<bare>home|host)(?: side)?)"
    r"(?:[, ]+(?:please|pls|then|again|(?:what(?:'?s| is|s) )?(?:the )?name|i mean(?:t)?))*\W*",
    re.IGNORECASE,
)
# "not that one, the other", "the other one, that sent me"
_THE_OTHER = re.compile(
    r"(?:(?:and|but|no|ok(?:ay)?|so|sorry|i mean(?:t)?|what about|not (?:that|this|him|her|them)(?: one)?)\b[, ]*)*"
    r"the other(?: one)?"
    r"(?:[, ]+(?:please|pls|then|i mean(?:t)?|(?:that|who|which) (?:sent|lent|employs|took|pays) me))*\W*",
    re.IGNORECASE,
)
# after the end "how many days is that from now", after the days left "and the actual date"
_HOW_LONG_YET = re.compile(
    r"how (?:long|many (?:days|weeks|months)|much (?:time|longer))\b.*"
    r"\b(?:from (?:now|today)|(?:un)?till? then|to go)\b",
    re.IGNORECASE,
)
_WHICH_DAY = re.compile(
    r"^(?:(?:and|so|ok(?:ay)?|but)\b[, ]*)*(?:(?:what(?:'?s| is)|which) )?(?:the )?(?:(?:actual|exact|precise) )?"
    r"(?:date|day)(?: (?:is that|then|please|pls|exactly))*\W*$",
    re.IGNORECASE,
)
_COUNTED = (
    ("end_date", _HOW_LONG_YET, "days_left"),
    ("days_left", _WHICH_DAY, "end_date"),
    ("duration", _WHICH_DAY, "end_date"),
)
# "and how many have I got left", after the leave
_OF_LEAVE = ("leave_entitlement", "days_left")
LIKELY_OWN = 0.25
GOES_ON = 0.12
_SURE_GOING_ON = 0.6
_FEW_WORDS = 4
_OF_SOMEBODY = re.compile(r"\b(?:for|of)\b (?!me\b|mine\b)", re.IGNORECASE)
_GOES_ON_WORDS = 6
_COUNTING_WORDS = 12
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
    return personal and chance >= LIKELY_OWN and chance > max(belief, intents.get("out_of_scope", 0.0))


def goes_on(turn: Turn) -> bool:
    """Whether a few words after a value of the record go on about the record: "and the start?"."""
    return turn.memory.last_kind == "record" and turn.choice is None and goes_on_text(turn.text)


def going_on(turn: Turn) -> Turn | None:
    """After a value of the record: the turn as its few words are understood when they ask for another value.

    "and the start?" is "my start"; "only the notice" is that in any talk; "the one at home" is the other side's. None
    where no value is clearly asked for.
    """
    other = _other_one(turn) or _counted(turn)
    if other:
        return other
    own = turn.understanding.own
    in_record = turn.memory.last_kind == "record" or _asks_only_for_own(turn)
    if not in_record or turn.choice is not None or own is None:
        return None
    if speaks_of_others(turn.text) or speaks_in_general(turn.text):
        return None
    return replace(turn, understanding=own) if own.intents.get("my_secondment", 0.0) >= _SURE_GOING_ON else None


def _asks_only_for_own(turn: Turn) -> bool:
    """Whether after an article one thing alone is asked for, and nobody else's: not "just the end date for Jack"."""
    heard = turn.understanding
    others = heard.names_people or heard.intents.get("someone_elses_record", 0.0) >= PERHAPS_OTHERS
    told = turn.memory.last_kind in ("knowledge", "clarify")
    return told and asks_only(turn.text) and not others and not _OF_SOMEBODY.search(turn.text)


def _other_one(turn: Turn) -> Turn | None:
    """After a value of one side's: the turn with the other side's field, where that one is meant: "the one at home"."""
    side = _THE_ONE.fullmatch(turn.text.strip())
    if _THE_OTHER.fullmatch(turn.text.strip()):
        field = other_side(turn, home=turn.memory.last_field not in {home for home, _ in _SIDES})
    else:
        said = side and (side["before"] or side["after"] or side["bare"])
        field = other_side(turn, home=said.lower() == "home") if said else None
    if field is None or field == turn.memory.last_field:
        return None
    return turn.asking_for(field)


def _counted(turn: Turn) -> Turn | None:
    """After the end the turn with the days left where they are counted, after the days left with their end."""
    told, text = turn.memory.told_field, turn.text.strip()
    field = next((then for before, asked, then in _COUNTED if before == told and asked.search(text)), None)
    few = turn.choice is None and len(text.split()) <= _COUNTING_WORDS
    return turn.asking_for(field) if field and few else None


def other_side(turn: Turn, *, home: bool) -> str | None:
    """After a value of one side's, the field that holds the same of the wanted side: "and at home?"."""
    if turn.memory.last_kind != "record":
        return None
    pair = next((pair for pair in _SIDES if turn.memory.last_field in pair), None)
    return None if pair is None else pair[0 if home else 1]


def stays_with_record(turn: Turn) -> bool:
    """Whether a few words after a value of the record can ask for another, unless another subject is clearly heard."""
    intents = turn.understanding.intents
    least = max((GOES_ON, *(told / 2 for told in intents.values())))
    return turn.memory.last_kind == "record" and _is_short(turn) and intents.get("my_secondment", 0.0) >= least


def _is_short(turn: Turn) -> bool:
    return len(turn.text.split()) <= _GOES_ON_WORDS


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
