"""What a message means that leans on what was just said: "the host manager?", "can they extend it?"."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.normalise import words
from secondment.text.others import speaks_of_others
from secondment.text.scope import speaks_of_self
from secondment.usecases.in_context import LEADS_ON, leads_on, read_in_context
from secondment.usecases.turn import Memory, Turn

_LEANING = re.compile(
    r"^(and|but|so|what about|how about|ok and|also|or)\b|\b(it|that|they|them|those|these|this|there|then)\b", re.I
)
_SHORT_WORDS = 3
_SIBLING_WORDS = 4
_LEANING_WORDS = 12
_HEARD_ELSEWHERE = 0.5
_NAMING_WORDS = 2
_POINTING_WORDS = 8
_POINTING = re.compile(r"\b(?:one|it|mine|any|anything|them|that|how (?:much|many))\b", re.IGNORECASE)
# "have they?", "was it?": whether it has come to pass is asked of one's own case, though nothing speaks of the asker
_COME_TO_PASS = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?)\b[, ]*)*(?:have|has|had|did|was|were)(?:n'?t)? (?:they|it|that|this|we)"
    r"(?: (?:been|done|agreed|already|yet|now|though|so|then))*\W*",
    re.IGNORECASE,
)
# "and mine?", "which is mine": one's own of whatever was talked about, and no field is named
_MERELY_MINE = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|what about|how about|what(?:'s| is)|which(?: one)? is)\b[, ]*)*"
    r"(?:mine|my own(?: one)?|my one|what (?:does|do) mine say|(?:what(?:'?s| is| was)? )?"
    r"(?:written|noted|put down|down|recorded|agreed)"
    r"(?: down)? (?:for me|in mine|in my (?:own )?case)|(?:in|for) my (?:own )?case)\W*",
    re.IGNORECASE,
)
# "back to extending: who has to agree?": something else than what was said last, and it names it
_COMES_BACK = re.compile(
    r"(?:(?:ok(?:ay)?|so|right|anyway|now|and|but|well)\b[,.! ]*)*(?:(?:going|coming|let'?s (?:go|get)) )?"
    r"back to (?!it\b)",
    re.IGNORECASE,
)
SURE_FIELD = 0.7
OF_ANYTHING = "status"
SURE_OF_RECORD = 0.8
_AUDIBLE = 0.02
_IN_MANY_FIELDS = frozenset({"home", "host", "date", "organisation", "manager", "left"})
_HEARD_FIELD = 0.2


def find(turn: Turn, index: KnowledgeIndex) -> Ranking:
    """The ranking for a turn; a message that leans on what was just said is also read together with it."""
    alone = index.search(turn.text)
    if not leans_on_context(turn.text, turn.memory) or index.ranker.clear(alone.score):
        return alone
    return read_in_context(turn, alone, index)


def sibling(turn: Turn, index: KnowledgeIndex) -> Ranking | None:
    """After an article, a few words that name its neighbour: "the host manager?" after what the home manager does.

    None unless they clearly lead from the article just told to another one, or when they speak of the asker.
    """
    article = index.by_id.get(turn.memory.last_article or "")
    few = len(turn.text.split()) <= _SIBLING_WORDS and turn.choice is None
    if article is None or turn.memory.last_kind != "knowledge" or not few or speaks_of_self(turn.text):
        return None
    found = read_in_context(turn, index.search(turn.text), index)
    surely_own = turn.understanding.intents.get("my_secondment", 0.0) >= SURE_OF_RECORD
    enough = index.ranker.clear(found.score) if surely_own else found.score >= LEADS_ON
    return found if enough and leads_on(found, turn) else None


def leans_on_context(text: str, memory: Memory) -> bool:
    """Whether a message needs what was just said: a word or two, or a short one with words that point back."""
    if memory.last_question is None or _COMES_BACK.match(text.strip()):
        return False
    count = len(text.split())
    return count <= _SHORT_WORDS or (count <= _LEANING_WORDS and bool(_LEANING.search(text)))


def is_about_what_was_said(turn: Turn, found: Ranking) -> bool:
    """Whether a message leans on what was just said.

    A word or two that the engine hears as another subject do not, unless they clearly lead on to another article.
    """
    elsewhere = turn.understanding.intents.get("out_of_scope", 0.0) >= _HEARD_ELSEWHERE
    goes_on = bool(_LEANING.search(turn.text)) or not elsewhere
    return leans_on_context(turn.text, turn.memory) and (goes_on or names_next(turn, found))


def names_next(turn: Turn, found: Ranking) -> bool:
    """Whether a word or two, whatever they look like by themselves, lead on from the article told: "kids?"."""
    few = len(turn.text.split()) <= _NAMING_WORDS and leans_on_context(turn.text, turn.memory)
    return few and found.score >= LEADS_ON and leads_on(found, turn)


def names_subject(turn: Turn, index: KnowledgeIndex) -> bool:
    """Whether a word or two name a subject that the engine knows well: "leave", "moving costs"."""
    intent, chance = max(turn.understanding.intents.items(), key=lambda told: told[1], default=("", 0.0))
    few = len(turn.text.split()) <= _NAMING_WORDS
    return few and chance >= _HEARD_ELSEWHERE and any(article.topic == intent for article in index.articles)


def own_of_what_was_told(turn: Turn, index: KnowledgeIndex) -> Turn | None:
    """After an article, the turn with the record field of the article that a few words ask for: "do I have one?".

    None where they name a field themselves, point at nothing or do not speak of the asker or the asker's case.
    """
    article = index.by_id.get(turn.memory.last_article or "")
    told = turn.memory.last_kind in ("knowledge", "clarify") and turn.choice is None
    if article is None or not told or not article.record_fields or not _points_at_own(turn):
        return None
    fields = {} if asks_for_mine(turn.text) else _fields_named(turn.understanding.fields)
    if _asks_of_another(turn, index) or any(
        chance >= SURE_FIELD and name not in article.record_fields for name, chance in fields.items()
    ):
        return None
    heard = max(article.record_fields, key=lambda name: fields.get(name, 0.0))
    field = heard if fields.get(heard, 0.0) >= _HEARD_FIELD else field_talked_about(article, turn.memory)
    return replace(turn, understanding=replace(turn.understanding, fields={field: 1.0}))


def _fields_named(heard: dict[str, float]) -> dict[str, float]:
    """The fields heard in a few words; "has it been agreed for me" sounds like the status, whatever it is."""
    left = {name: chance for name, chance in heard.items() if name != OF_ANYTHING}
    if heard.get(OF_ANYTHING, 0.0) < SURE_FIELD:
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
    return next(named, article.record_fields[0])


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
