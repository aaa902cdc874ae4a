"""What a message means that leans on what was just said: "the host manager?", "can they extend it?"."""

from __future__ import annotations

import re

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.scope import speaks_of_self
from secondment.usecases.in_context import LEADS_ON, leads_on, points_at_what_was_told, read_in_context
from secondment.usecases.pointing import SURE_OF_RECORD
from secondment.usecases.turn import Memory, Turn
from secondment.usecases.verdict import HEARD_ELSEWHERE

_LEANING = re.compile(
    r"^(and|but|so|what about|how about|ok and|also|or)\b|\b(it|that|they|them|those|these|this|there|then)\b", re.I
)
_SHORT_WORDS = 3
_SIBLING_WORDS = 4
_LEANING_WORDS = 14
_NAMING_WORDS = 2
# "back to extending: who has to agree?": something else than what was said last, and it names it
_COMES_BACK = re.compile(
    r"(?:(?:ok(?:ay)?|so|right|anyway|now|and|but|well)\b[,.! ]*)*(?:(?:going|coming|let'?s (?:go|get)) )?"
    r"back to (?!it\b)",
    re.IGNORECASE,
)
MERE_FOLLOW_UP_WORDS = 4
_GOING_ON_WORDS = 14
_PERHAPS_ELSEWHERE, _SURELY_ELSEWHERE = 0.3, 0.85


def find(turn: Turn, index: KnowledgeIndex) -> Ranking:
    """The ranking for a turn; one that is not clear by itself and may go on from what was told is read with that."""
    alone = index.search(turn.text)
    return read_in_context(turn, index) if _perhaps_goes_on(turn) and not index.ranker.clear(alone.score) else alone


def _perhaps_goes_on(turn: Turn) -> bool:
    """Whether it is worth reading a message with what was told; not where it is heard as another subject altogether.

    Unless it is a few words, which by themselves are hardly heard as anything.
    """
    few = len(turn.text.split()) <= _SHORT_WORDS
    elsewhere = turn.understanding.elsewhere >= HEARD_ELSEWHERE
    return may_go_on(turn) or (leans_on_context(turn.text, turn.memory) and (few or not elsewhere))


def goes_on_about_it(turn: Turn, found: Ranking, index: KnowledgeIndex) -> bool:
    """Whether what is found is the article just told, for a message that is not clearly about it by itself."""
    again = turn.choice is None and found.best.article.id == turn.memory.last_article
    return again and not index.ranker.clear(index.search(turn.text).score)


def asks_by_itself(turn: Turn) -> bool:
    """Whether a message that sounds like a follow-up of nothing has words enough to be a question of its own."""
    return len(turn.text.split()) > MERE_FOLLOW_UP_WORDS


def sibling(turn: Turn, index: KnowledgeIndex) -> Ranking | None:
    """After an article, a few words that name its neighbour: "the host manager?" after what the home manager does.

    None unless they clearly lead from the article just told to another one, or when they speak of the asker.
    """
    article = index.by_id.get(turn.memory.last_article or "")
    few = len(turn.text.split()) <= _SIBLING_WORDS and turn.choice is None
    if article is None or turn.memory.last_kind != "knowledge" or not few or speaks_of_self(turn.text):
        return None
    found = find(turn, index)
    surely_own = turn.understanding.intents.get("my_secondment", 0.0) >= SURE_OF_RECORD
    enough = index.ranker.clear(found.score) if surely_own else found.score >= LEADS_ON
    return found if enough and leads_on(found, turn) else None


def leans_on_context(text: str, memory: Memory) -> bool:
    """Whether a message needs what was just said: a word or two, or a short one with words that point back."""
    if memory.last_question is None or _COMES_BACK.match(text.strip()):
        return False
    count = len(text.split())
    return count <= _SHORT_WORDS or (count <= _LEANING_WORDS and bool(_LEANING.search(text)))


def asks_of_an_article(turn: Turn, index: KnowledgeIndex) -> bool:
    """Whether what sounds like a follow-up of nothing asks something of its own that an article is near to."""
    return asks_by_itself(turn) and index.search(turn.text).score >= LEADS_ON


def may_go_on(turn: Turn) -> bool:
    """Whether a message that nothing answers by itself may go on about what was told: "who has the last word?"."""
    elsewhere = turn.understanding.elsewhere
    few = len(turn.text.split()) <= _GOING_ON_WORDS
    return few and turn.choice is None and turn.memory.talked_about_something and elsewhere < _PERHAPS_ELSEWHERE


def is_about_what_was_said(turn: Turn, found: Ranking) -> bool:
    """Whether a message leans on what was just said.

    A word or two that the engine hears as another subject do not, unless they clearly lead on to another article.
    """
    elsewhere = turn.understanding.elsewhere >= HEARD_ELSEWHERE
    surely = turn.understanding.elsewhere >= _SURELY_ELSEWHERE
    points = bool(_LEANING.search(turn.text)) and (not surely or points_at_what_was_told(turn.text))
    goes_on = points or not elsewhere
    return leans_on_context(turn.text, turn.memory) and (goes_on or names_next(turn, found))


def names_next(turn: Turn, found: Ranking) -> bool:
    """Whether a word or two, whatever they look like by themselves, lead on from the article told: "kids?"."""
    few = len(turn.text.split()) <= _NAMING_WORDS and leans_on_context(turn.text, turn.memory)
    return few and found.score >= LEADS_ON and leads_on(found, turn)


def names_subject(turn: Turn, index: KnowledgeIndex) -> bool:
    """Whether a word or two name a subject that the engine knows well: "leave", "moving costs"."""
    intent, chance = max(turn.understanding.intents.items(), key=lambda told: told[1], default=("", 0.0))
    few = len(turn.text.split()) <= _NAMING_WORDS
    return few and chance >= HEARD_ELSEWHERE and any(article.topic == intent for article in index.articles)
