"""After a value of the record: which other value, or whose side's, a few words ask for: "and the start?", "home?"."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.text.going_on import asks_only
from secondment.text.going_on import goes_on as goes_on_text
from secondment.text.others import speaks_of_others
from secondment.text.scope import speaks_in_general
from secondment.usecases.reaching import asks_how_to_reach
from secondment.usecases.refusing import PERHAPS_OTHERS
from secondment.usecases.turn import Turn

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
GOES_ON = 0.12
_SURE_GOING_ON = 0.6
_OF_SOMEBODY = re.compile(r"\b(?:for|of)\b (?!me\b|mine\b)", re.IGNORECASE)
_GOES_ON_WORDS = 6
_COUNTING_WORDS = 12


def goes_on(turn: Turn) -> bool:
    """Whether a few words after a value of the record go on about the record: "and the start?"."""
    return turn.memory.last_kind == "record" and turn.choice is None and goes_on_text(turn.text)


def going_on(turn: Turn) -> Turn | None:
    """After a value of the record: the turn as its few words are understood when they ask for another value.

    "and the start?" is "my start"; "only the notice" is that in any talk; "the one at home" is the other side's. None
    where no value is clearly asked for.
    """
    if asks_how_to_reach(turn) and turn.memory.told_field:
        return turn.asking_for(turn.memory.told_field)
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
