"""One's own of what was just told in general: "do I have one?", "and mine?", "have they?" after an article."""

from __future__ import annotations

import re

from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.text.normalise import words
from secondment.text.others import speaks_of_others
from secondment.text.scope import names_nothing, speaks_of_self
from secondment.usecases.in_context import LEADS_ON, leads_on
from secondment.usecases.reaching import PEOPLE
from secondment.usecases.turn import Memory, Turn

_POINTING_WORDS = 8
_POINTING = re.compile(
    r"\b(?:one|it|mine|any|anything|them|that|how (?:much|many|often)|which (?=(?:am|was|is|are|do|of)\b))\b",
    re.IGNORECASE,
)
# "have they?", "was it?": whether it has come to pass is asked of one's own case, though nothing speaks of the asker
_COME_TO_PASS = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?)\b[, ]*)*(?:have|has|had|did|was|were)(?:n'?t)? (?:they|it|that|this|we)"
    r"(?: (?:maybe|perhaps|actually|really|ever|it|been|done|agreed|already|yet|now|though|so|then"
    r"|(?:for|in) (?:me|mine|us|my case)))*\W*",
    re.IGNORECASE,
)
_MINE = re.compile(r"\bmine\b", re.IGNORECASE)
_STATUS = re.compile(r"\b(?:status|state|stage|active|approved|running|started|over)\b", re.IGNORECASE)
# "and mine?", "which is mine": one's own of whatever was talked about, and no field is named
_MERELY_MINE = re.compile(
    r"(?:(?:and|but|so|no|wait|ok(?:ay)?|what about|how about|what(?:'s| is)|which(?: one)? is)\b[, ]*)*"
    r"(?:mine(?: is)?|my own(?: one)?|my one|what (?:does|do) mine say|(?:what(?:'?s| is| was)? )?"
    r"(?:written|noted|put down|down|recorded|agreed)"
    r"(?: down)? (?:for me|in mine|in my (?:own )?case)|(?:in|for) my (?:own )?case"
    r"(?:,? what(?:'?s| is| was) (?:agreed|written|noted|down))?)\W*",
    re.IGNORECASE,
)
_WHEN_IS_MINE = re.compile(
    r"(?:and |ok |so )*(?:when|how (?:long|much|many|often))(?:'?s| is| are| was) mine\W*", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|then)\b[, ]*)*(?P<word>who|when|where|how many)(?:'?s)?\b", re.IGNORECASE
)
# "when?", "and by whom": after an article, of what it tells
_MERELY_ASKS = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|then)\b[, ]*)*(?:(?:by|for|from|to|until|since|with) )?"
    r"(?:who|whom|when|where|how|why not|what|which(?: ones?)?|how (?:long|much|many|often|soon|early|exactly))"
    r"(?: (?:exactly|then|though))?\W*",
    re.IGNORECASE,
)
# "name?", "her name? the one here I mean": whoever of the record an article is about
_SIDE = (
    r"(?:the one )?(?:(?P<here{0}>(?:over )?here|there|at (?:the|my) host)|(?P<home{0}>(?:back )?(?:at )?home))"
    r"(?: i mean)?"
)
_NAME = re.compile(
    rf"(?:(?:and|but|so|ok(?:ay)?)\b[, ]*)*(?:{_SIDE.format(1)}[,?]? )?"
    r"(?:(?:(?:what(?:'?s| is| was) )?(?:his|her|their|the) )?(?:full )?names?(?: (?:again|please|pls|then))*"
    rf"(?:[,?]* {_SIDE.format(2)})?|who(?:'?s| is| was) (?:that|it|this)(?: again)? {_SIDE.format(3)})"
    r"(?:[,.?]* (?:but )?i(?:'ve| have)? (?:forgot|forgotten|forget|don'?t (?:know|remember|have)|can'?t remember)"
    r" (?:his|her|their|the) name)?\W*",
    re.IGNORECASE,
)
# which fields hold somebody, a time, a place, a number
_HOLDING = {
    "who": frozenset({"home_manager", "host_manager", "hr_contact", "mentor", "salary_payer", "insurance"})
    | {"ip_ownership", "host_organisation", "home_organisation"},
    "when": frozenset({"start_date", "end_date", "days_left", "duration", "extension", "next_check_in"})
    | {"notice_period"},
    "where": frozenset({"location", "host_organisation", "home_organisation", "working_pattern"}),
    "how many": frozenset({"leave_entitlement", "days_left", "duration", "notice_period", "working_pattern"})
    | {"onboarding_tasks", "objectives", "allowance", "extension"},
}
# "how long does that usually last", whatever article answered it; then "and mine?"
_HOW_LONG = re.compile(r"\bhow long\b[^.?!]*\b(?:lasts?|takes?|go(?:es)? on|secondments?|placements?)\b", re.IGNORECASE)
SURE_FIELD = 0.7
_OF_ANYTHING = "status"
SURE_OF_RECORD = 0.8
_AUDIBLE = 0.02
_IN_MANY_FIELDS = frozenset({"home", "host", "date", "organisation", "manager", "left"})
HEARD_FIELD = 0.2


def own_of_what_was_told(turn: Turn, index: KnowledgeIndex) -> Turn | None:
    """After an article, the turn with the record field of the article that a few words ask for: "do I have one?".

    None where they name a field themselves, point at nothing or do not speak of the asker or the asker's case, and
    where no field of the article holds what is asked for.
    """
    field, fits = _field_pointed_at(turn, index)
    if field is None or not fits:
        return None
    return turn.asking_for(field)


def name_asked(turn: Turn, index: KnowledgeIndex) -> Turn | None:
    """After an article that is about people of the record, the turn with the one whose name is asked for: "name?".

    After somebody of the record that one.
    """
    asked = _NAME.fullmatch(turn.text.strip())
    if asked is None or turn.choice is not None:
        return None
    article, told = index.by_id.get(turn.memory.last_article or ""), turn.memory.told_field
    fields = (told,) if told else article.record_fields if article else ()
    people = [field for field in fields if field in PEOPLE]
    side = "home_manager" if any(asked[f"home{place}"] for place in (1, 2, 3)) else "host_manager"
    field = side if any(asked.groupdict().values()) and side in people else next(iter(people), None)
    return turn.asking_for(field) if field else None


def asks_past_the_record(turn: Turn, index: KnowledgeIndex) -> bool:
    """Whether a few words point at an article for one's own case, and none of its fields holds that: "who gets it"."""
    field, fits = _field_pointed_at(turn, index)
    return field is not None and not fits


def merely_asks(turn: Turn) -> bool:
    """Whether after an article no more than a question word is asked: "when?"."""
    in_general = turn.memory.last_kind in ("knowledge", "clarify") and turn.choice is None
    return in_general and bool(_MERELY_ASKS.fullmatch(turn.text.strip()))


def _field_pointed_at(turn: Turn, index: KnowledgeIndex) -> tuple[str | None, bool]:
    """The field of the article told that is heard, or else the one it is about, if that holds what is asked for."""
    article = index.by_id.get(turn.memory.last_article or "")
    told = turn.memory.last_kind in ("knowledge", "clarify") and turn.choice is None
    if article is None or not told or not article.record_fields or not _points_at_own(turn):
        return None, False
    fields = {} if asks_for_mine(turn.text) else _fields_named(turn.understanding.fields)
    another = any(chance >= SURE_FIELD and name not in article.record_fields for name, chance in fields.items())
    if not _names_nothing(turn) and (another or _asks_of_another(turn, index)):
        return None, False
    heard = max(article.record_fields, key=lambda name: fields.get(name, 0.0))
    chance = fields.get(heard, 0.0)
    if chance >= SURE_FIELD or (chance >= HEARD_FIELD and _can_answer(heard, turn.text)):
        return heard, True
    guessed = field_talked_about(article, turn.memory)
    return guessed, _can_answer(guessed, turn.text)


def _can_answer(field: str, text: str) -> bool:
    """Whether what a question word asks for can stand in a field: no place says who gets it for me."""
    asked = _ASKED_FOR.match(text.strip())
    return asked is None or bool(_WHEN_IS_MINE.fullmatch(text.strip())) or field in _HOLDING[asked["word"].lower()]


def _names_nothing(turn: Turn) -> bool:
    """Whether no word of it names a field, as in "how much have I got", "when is mine" or "is mine signed"."""
    when = bool(_WHEN_IS_MINE.fullmatch(turn.text.strip()))
    return when or sounds_like_status_of_mine(turn) or names_nothing(turn.text)


def sounds_like_status_of_mine(turn: Turn) -> bool:
    """Whether "did I sign mine?" is heard as asking for the status, whatever it is that is signed.

    Not where a word of it asks how the secondment itself stands: "is mine active".
    """
    heard = turn.understanding.field == _OF_ANYTHING
    return heard and bool(_MINE.search(turn.text)) and not _STATUS.search(turn.text)


def _fields_named(heard: dict[str, float]) -> dict[str, float]:
    """The fields heard in a few words; "has it been agreed for me" sounds like the status, whatever it is."""
    left = {name: chance for name, chance in heard.items() if name != _OF_ANYTHING}
    if heard.get(_OF_ANYTHING, 0.0) < SURE_FIELD:
        return left
    audible = {name: chance for name, chance in left.items() if chance >= _AUDIBLE}
    return {name: chance / sum(audible.values()) for name, chance in audible.items()}


def _asks_of_another(turn: Turn, index: KnowledgeIndex) -> bool:
    """Whether a message that may ask for one's own of the article told looks more like a question of another one."""
    if turn.understanding.intents.get("my_secondment", 0.0) >= SURE_OF_RECORD:
        return False
    alone = index.search(turn.text)
    return alone.score >= LEADS_ON and leads_on(alone, turn)


def field_talked_about(article: Article, memory: Memory) -> str:
    """The field of an article that the question before named, else the first, which the article is about most.

    After "what notice is usual?" the notice, though the article is about ending early. It has to have a field.
    """
    said = frozenset(words(memory.last_question or ""))
    named = (field for field in article.record_fields if said & frozenset(field.split("_")) - _IN_MANY_FIELDS)
    lasts = "duration" if _HOW_LONG.search(memory.last_question or "") else article.record_fields[0]
    return next(named, lasts)


def asks_whether_done(text: str) -> bool:
    """Whether a few words only ask if it has come to pass: "have they?"."""
    return bool(_COME_TO_PASS.fullmatch(text.strip()))


def asks_for_mine(text: str) -> bool:
    """Whether a few words only ask for one's own of what was talked about: "and mine?"."""
    return bool(_MERELY_MINE.fullmatch(text.strip()))


def _points_at_own(turn: Turn) -> bool:
    text = turn.text
    if asks_whether_done(text):
        # of whoever the question before was about
        return not speaks_of_others(turn.memory.last_question or "")
    few = len(text.split()) <= _POINTING_WORDS
    return few and speaks_of_self(text) and bool(_POINTING.search(text))
