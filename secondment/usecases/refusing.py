"""Another person's data is refused in one friendly sentence, whoever the asker claims to be."""

from __future__ import annotations

import re

from secondment.answers import Answer
from secondment.text.focus import focus, is_question
from secondment.text.given_names import asks_for_somebodys
from secondment.text.going_on import goes_on
from secondment.text.meant import asks_for_own_alone, speaks_of_all
from secondment.text.others import (
    asks_of_kept,
    asks_of_next_in_list,
    asks_who_else,
    claims_to_be_another,
    compares_with_others,
    lists_others,
    points_at_somebody,
    says_he_or_she,
    speaks_of_any,
    speaks_of_others,
    speaks_of_own_case,
    tells_whose,
)
from secondment.usecases.naming import asks_beside_the_asker
from secondment.usecases.reaching import PEOPLE, asks_how_to_reach
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import contact
from secondment.usecases.turn import Turn

SURELY_OTHERS = 0.6
LIKELY_OTHERS = 0.3
POSSIBLY_OTHERS = 0.2
PERHAPS_OTHERS = 0.1
HARDLY_OTHERS = 0.03
SURELY_ELSEWHERE = 0.5
_LIKELIEST = 2
_IN_GENERAL = ("knowledge", "clarify")
_INSISTING_WORDS = 12
_INSISTS = re.compile(
    r"\b(?:allowed|permission|permitted|authori[sz]ed|authority|consent(?:ed)?|entitled|manager|boss|supervisor|audit\w*"
    r"|trust|promise|urgent|(?:just|only) (?:the|this|that|his|her|their)|though"
    r"|(?:he|she|they) (?:said|gave|told|asked|knows?))\b",
    re.IGNORECASE,
)
# letters and at least three digits: of shorter ones any "A1" would be somebody's
_OWN_NUMBER = re.compile(r"([^\d]+)(\d{3,})")
ABOUT_RECORD = 0.25
_PLAINLY = 0.6  # of all that was heard of fields
# "I mean as a rule, does he work our hours?": what holds for whoever is in that place
_AS_A_RULE = re.compile(
    r"\b(?:as a (?:general )?rule|in (?:general|principle)|generally speaking|as a general thing"
    r"|(?:an? (?:secondee|assignee)|somebody|someone|people) like)\b",
    re.IGNORECASE,
)
# "who would normally insure her", and not "what does she normally get", "does she normally work on Fridays"
_BY_RULE = re.compile(
    r"(?!.*\b(?:what|when|where|which|how (?:much|many|long|often|far))\b)"
    r".*\b(?:whom?|would|should|ought|allowed|ha(?:s|ve) to)\b",
    re.IGNORECASE,
)
_USUALLY = re.compile(r"\b(?:generally|normally|usually|typically)\b", re.IGNORECASE)
# "for her?", "and when he's back?": after an article its people, and nothing that somebody has
_MERELY_POINTS = re.compile(
    r"(?:(?:and|or|also|but|what about|how about)\b[, ]*)*(?:for|to|with|about|on|when|while|after|before|as)?\s*"
    r"(?:(?:he|she)(?:'?s| is)?|him|her)(?: (?:back|away|gone|there|here))?\W*",
    re.IGNORECASE,
)
# "who okays her holiday, us?" after an article: who does it for whoever is in that place
_WHO_DOES = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?|then)\b[, ]*)*who(?:'?d|'?ll| would| will| does| has to| normally| usually| should)*"
    r" (?:pays?|covers?|okays?|oks?|approves?|signs?|decides?|books?|arranges?|insures?|looks? after|sorts?|handles?"
    r"|tells?|has the say)\b(?! (?:him|her)\W*$)",
    re.IGNORECASE,
)


def refuse(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The refusal; nothing is looked up."""
    text = services.sentences.say("someone_else", contact=contact(turn, services))
    kept: dict[str, str | None] = {"last_kind": "refusal", "last_question": turn.text}
    if not goes_on(turn.text):
        # "and mine?" may come next: the field is kept, and what was told before is over
        kept |= {"last_article": None, "last_field": _field_asked(turn)}
    return [Answer(text, "refusal", private=turn.surface == "personal", remember=kept)]


def _field_asked(turn: Turn) -> str | None:
    """The record field that the message asks of somebody else, where it is plainly one."""
    heard = turn.understanding
    plain = heard.field is not None and heard.fields[heard.field] >= _PLAINLY * sum(heard.fields.values())
    return heard.field if plain else None


def about_someone_else(turn: Turn) -> bool:
    """Whether a message asks for another person's data: by its intent, or by whom it names instead of the asker."""
    if turn.choice is not None or asks_how_to_reach(turn):
        return False
    if (turn.memory.last_kind == "refusal" and _insists(turn.text)) or tells_number(turn):
        return True
    if asks_plainly_of_others(turn):
        return True
    intents = turn.understanding.intents
    others = intents.get("someone_elses_record", 0.0)
    if meant_of_any(turn) or means_own_alone(turn) or asks_in_that_place(turn):
        return False
    if points_back(turn):
        return others >= SURELY_OTHERS
    if others >= enough_of_others(turn) or (others >= POSSIBLY_OTHERS and others == max(intents.values())):
        return True
    of_record = intents.get("my_secondment", 0.0) + others >= ABOUT_RECORD
    return of_record and _points_at_somebody(turn) and not merely_tells_of(turn)


def merely_tells_of(turn: Turn) -> bool:
    """Whether somebody is spoken of where the asker's own is asked for: "Olu says I have four days, is he right".

    Only what does not sound like asking for others in the least.
    """
    if turn.understanding.intents.get("someone_elses_record", 0.0) >= HARDLY_OTHERS:
        return False
    asking = focus(turn.text)
    of_others = tells_whose(asking) or claims_to_be_another(turn.text) or compares_with_others(turn.text)
    return speaks_of_own_case(asking, alone=True) and not of_others


def asks_plainly_of_others(turn: Turn) -> bool:
    """Whether it is said what is wanted of whom, so that it hardly matters what the engine hears in it."""
    kept = asks_of_kept(turn.text) and not (speaks_of_any(turn.text) or points_back(turn))
    listed = lists_others(turn.text) and turn.understanding.intents.get("someone_elses_record", 0.0) >= PERHAPS_OTHERS
    somebodys = asks_for_somebodys(focus(turn.text)) or asks_who_else(turn.text)
    plain = asks_of_next_in_list(turn.text) or asks_beside_the_asker(turn.text)
    return somebodys or plain or kept or listed


def goes_on_to_others(turn: Turn) -> bool:
    """Whether after a value of the record, or a refusal, somebody else's is asked for: "and the rest of the team?"."""
    told = turn.memory.last_kind in ("record", "refusal")
    mere_pronoun = points_back(turn) and not points_at_somebody(turn.text)
    return told and not mere_pronoun and _points_at_somebody(turn)


def tells_number(turn: Turn) -> bool:
    """Whether an employee number is told that is of the form of the asker's own, and not that one: "record d1007"."""
    own = _OWN_NUMBER.fullmatch(turn.person.employee_number.replace("-", ""))
    if own is None:
        return False
    like = re.compile(rf"\b{re.escape(own[1])}-?(\d{{{len(own[2])}}})\b", re.IGNORECASE)
    return any(number != own[2] for number in like.findall(turn.text))


def enough_of_others(turn: Turn) -> float:
    """From which probability of its intent a message is taken to ask about others, though another intent is likelier.

    "who pays for the trains" points at nobody and is a question like any other, however much it sounds like one; what
    sounds like a question about the own record is not told as if it were another's.
    """
    heard = turn.understanding
    if points_back(turn):
        return SURELY_OTHERS
    of_record = heard.intents.get("my_secondment", 0.0) > heard.intents.get("someone_elses_record", 0.0)
    return LIKELY_OTHERS if of_record or heard.names_people or _points_at_somebody(turn) else SURELY_OTHERS


def _points_at_somebody(turn: Turn) -> bool:
    points = speaks_of_others(turn.text) or compares_with_others(turn.text)
    return asks_about_named(turn) or points or claims_to_be_another(turn.text)


def asks_about_named(turn: Turn) -> bool:
    """Whether the message, or a part of it that asks, names a person and does not speak of the asker."""
    heard = turn.understanding
    parts = {turn.text: heard.names_people, focus(turn.text): heard.asks_of_named}
    alone = any(named and not speaks_of_own_case(part, alone=True) for part, named in parts.items())
    return alone or heard.asks_of_named_alone


def _insists(text: str) -> bool:
    """Whether a few words after a refusal only say why it should not hold: "I'm her manager though"."""
    few = len(text.split()) <= _INSISTING_WORDS and not is_question(focus(text))
    return few and bool(_INSISTS.search(text))


def perhaps_about_others(turn: Turn) -> bool:
    """Whether a message that nothing answers sounds rather like asking for other people's data than like nothing."""
    intents = turn.understanding.intents
    others = intents.get("someone_elses_record", 0.0)
    likeliest = sorted(intents.values(), reverse=True)[:_LIKELIEST]
    heard = others >= PERHAPS_OTHERS and others in likeliest and turn.understanding.elsewhere < SURELY_ELSEWHERE
    return turn.choice is None and heard and not meant_of_any(turn)


def meant_of_any(turn: Turn) -> bool:
    """Whether a message asks what holds for any secondee and names nobody, or for all of them whoever it names."""
    if claims_to_be_another(turn.text) or lists_others(turn.text):
        return False
    if speaks_of_all(turn.text):
        return True
    if (turn.understanding.names_people or not says_he_or_she(turn.text)) and _says_as_a_rule(turn):
        return True
    if turn.understanding.names_people:
        return False
    return _asks_for_the_rule(turn) or (speaks_of_any(turn.text) and not speaks_of_others(turn.text))


def _says_as_a_rule(turn: Turn) -> bool:
    """Whether the rule is asked for, whoever it is told of: "as a rule, does Valerio get his desk back".

    "what does Valerio usually get" asks for what he has.
    """
    asking = focus(turn.text)
    usually = turn.memory.last_kind != "refusal" and _USUALLY.search(asking) and _BY_RULE.match(asking)
    return is_question(asking) and bool(_AS_A_RULE.search(asking) or usually)


def means_own_alone(turn: Turn) -> bool:
    """Whether the asker's own is set against what others have, and a field of it is heard."""
    own = turn.understanding.field is not None and not claims_to_be_another(turn.text)
    return own and asks_for_own_alone(turn.text)


def _asks_for_the_rule(turn: Turn) -> bool:
    """Whether what holds is asked of a "he" that stands for whoever was talked about in general.

    After a refusal only where it says so: "and when does he normally finish?" asks for the same once more.
    """
    if points_at_somebody(turn.text) or not says_he_or_she(turn.text):
        return False
    in_general = turn.memory.last_kind in _IN_GENERAL and _USUALLY.search(turn.text)
    return bool(in_general) or (
        turn.memory.last_kind in (*_IN_GENERAL, "refusal") and bool(_AS_A_RULE.search(turn.text))
    )


def asks_in_that_place(turn: Turn) -> bool:
    """Whether after an article "her" is whoever is in that place: "for her?", "who okays her holiday, us?"."""
    text = turn.text.strip()
    if points_back(turn) and _MERELY_POINTS.fullmatch(text):
        return True
    told = turn.memory.last_kind in _IN_GENERAL and not turn.understanding.names_people
    return told and bool(_WHO_DOES.match(text)) and says_he_or_she(text) and not points_at_somebody(text)


def points_back(turn: Turn) -> bool:
    """Whether "he" or "she" is somebody of what was just told or offered, as the host manager or the mentor."""
    told = turn.memory.last_kind in _IN_GENERAL or turn.memory.told_field in PEOPLE
    return told and not turn.understanding.names_people and speaks_of_others(turn.text)
