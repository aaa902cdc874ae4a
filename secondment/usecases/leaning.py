"""What a message means that leans on what was just said: "the host manager?", "can they extend it?"."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.others import speaks_of_others
from secondment.text.scope import speaks_of_self
from secondment.usecases.turn import Memory, Turn

_LEANING = re.compile(
    r"^(and|but|so|what about|how about|ok and|also|or)\b|\b(it|that|they|them|those|these|this|there|then)\b", re.I
)
_SHORT_WORDS = 3
_SIBLING_WORDS = 4
_LEANING_WORDS = 12
_CLEARLY_BETTER = 0.1
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
    r"(?:mine|my own(?: one)?|my one)\W*",
    re.IGNORECASE,
)
# "back to extending: who has to agree?": something else than what was said last, and it names it
_COMES_BACK = re.compile(
    r"(?:(?:ok(?:ay)?|so|right|anyway|now|and|but|well)\b[,.! ]*)*(?:(?:going|coming|let'?s (?:go|get)) )?"
    r"back to (?!it\b)",
    re.IGNORECASE,
)
_SURE_FIELD = 0.7
_HEARD_FIELD = 0.2


def find(turn: Turn, index: KnowledgeIndex) -> Ranking:
    """The ranking for a turn; a message that leans on what was just said is also read together with it."""
    alone = index.search(turn.text)
    if not leans_on_context(turn.text, turn.memory) or index.ranker.clear(alone.score):
        return alone
    joined = (index.search(told) for told in _joined(turn, index))
    together = max(joined, key=lambda found: found.score, default=alone)
    return together if together.score > alone.score + _CLEARLY_BETTER else alone


def sibling(turn: Turn, index: KnowledgeIndex) -> Ranking | None:
    """After an article, a few words that name its neighbour: "the host manager?" after what the home manager does.

    None unless they clearly lead from the article just told to another one, or when they speak of the asker.
    """
    article = index.by_id.get(turn.memory.last_article or "")
    few = len(turn.text.split()) <= _SIBLING_WORDS and turn.choice is None
    if article is None or turn.memory.last_kind != "knowledge" or not few or speaks_of_self(turn.text):
        return None
    found = index.search(f"{article.title} {turn.text}")
    leads_on = index.ranker.clear(found.score) and found.best.article.id != article.id
    return found if leads_on else None


def leans_on_context(text: str, memory: Memory) -> bool:
    """Whether a message needs what was just said: a word or two, or a short one with words that point back."""
    if memory.last_question is None or _COMES_BACK.match(text.strip()):
        return False
    count = len(text.split())
    return count <= _SHORT_WORDS or (count <= _LEANING_WORDS and bool(_LEANING.search(text)))


def is_about_what_was_said(turn: Turn) -> bool:
    """Whether a message leans on what was just said; a word or two that the engine hears as another subject do not."""
    elsewhere = turn.understanding.intents.get("out_of_scope", 0.0) >= _HEARD_ELSEWHERE
    return leans_on_context(turn.text, turn.memory) and (bool(_LEANING.search(turn.text)) or not elsewhere)


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
    told = turn.memory.last_kind == "knowledge" and turn.choice is None
    if article is None or not told or not article.record_fields or not _points_at_own(turn):
        return None
    fields = turn.understanding.fields
    if asks_for_mine(turn.text):
        fields = {}  # whatever it sounds like, it names none
    if any(chance >= _SURE_FIELD and name not in article.record_fields for name, chance in fields.items()):
        return None
    heard = max(article.record_fields, key=lambda name: fields.get(name, 0.0))
    # the first field is the one the article is about; another has to be heard
    field = heard if fields.get(heard, 0.0) >= _HEARD_FIELD else article.record_fields[0]
    return replace(turn, understanding=replace(turn.understanding, fields={field: 1.0}))


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


def _joined(turn: Turn, index: KnowledgeIndex) -> tuple[str, ...]:
    """The message together with the question before it and, where an article was told, with what that asks."""
    article = index.by_id.get(turn.memory.last_article or "")
    before = (turn.memory.last_question, article.title if article else None)
    return tuple(dict.fromkeys(f"{told} {turn.text}" for told in before if told))
