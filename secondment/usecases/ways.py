"""The way a message goes: which rule decides, what it goes by, and which ways of several questions go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondment.knowledge.index import KnowledgeIndex
from secondment.text.others import points_at_somebody, says_he_or_she, speaks_of_own_case
from secondment.text.questions import asks_anything
from secondment.text.scope import names_nothing
from secondment.usecases.pointing import asks_for_mine
from secondment.usecases.turn import ELSEWHERE, Turn
from secondment.usecases.verdict import HEARD_ELSEWHERE, Decision

Rule = Literal[
    "ruled_out",
    "someone_else",
    "several_questions",
    "goes_on",
    "own_record",
    "own_record_likely",
    "answer",
    "clarify",
    "remark",
    "unknown",
]
_CLEAR = ("own_record", "own_record_likely", "goes_on", "answer")
_OF_RECORDS = ("own_record", "own_record_likely", "someone_else")
_TWO = 2


@dataclass(frozen=True)
class Way:
    """The rule that decides; what it goes by: the ranking, or the ways of the parts a message is answered by."""

    rule: Rule
    decision: Decision | None = None
    parts: Parts = ()


Parts = tuple[tuple[Turn, Way], ...]


def told_together(ways: Sequence[tuple[Turn, Way]], index: KnowledgeIndex) -> Parts:
    """The ways of several questions that are told together; none where they are not several, or hardly any is clear.

    What has been told for one is not told again for another. Beside a clear one it may be said of one other that it is
    not ours; among three or more, that it is not known.
    """
    clear = [way.rule in _CLEAR for _, way in ways]
    known = [way.rule in (*_CLEAR, "clarify") for _, way in ways]
    few = len(ways) <= _TWO
    untold = [one for one, is_known in zip(ways, known) if not is_known]
    if (few and not all(_is_elsewhere(*one) for one in untold)) or len(untold) > 1:
        return ()
    if not any(clear) and (untold or not all(_is_near(way, index) for _, way in ways)):
        return ()
    # of those with one subject the first; among three what is not clear is none, its titles may hold another one
    apart = [not is_known or (not few and not sure) for is_known, sure in zip(known, clear)]
    subjects = [place if alone else _subject(*ways[place]) for place, alone in enumerate(apart)]
    told = tuple(one for place, one in enumerate(ways) if subjects.index(subjects[place]) == place)
    return told if len(told) > 1 else ()


def stand_apart(ways: Parts) -> bool:
    """Whether one question is asked of somebody else and an article answers the rest, or it is plainly the asker's."""
    left = [one for one in ways if one[1].rule != "someone_else"]
    return len(ways) - len(left) == 1 and all(
        way.rule == "answer" or (way.rule in _CLEAR and _speaks_plainly_of_self(turn)) for turn, way in left
    )


def mere_fragments(ways: Parts) -> bool:
    """Whether a question looks by itself like one of the own or somebody's record and names neither.

    "Whom do I ask", "what paper does he carry": what they are about stands in the rest of the message.
    """
    of_records = [turn for turn, way in ways if way.rule in _OF_RECORDS]
    return bool(of_records) and not any(
        _speaks_plainly_of_self(turn) or points_at_somebody(turn.text) or turn.understanding.names_people
        for turn in of_records
    )


def article_of(way: Way) -> str | None:
    """The article that is told or offered first on a way."""
    found = way.rule in ("answer", "clarify") and way.decision
    return found.ranking.best.article.id if found else None


def _is_elsewhere(turn: Turn, way: Way) -> bool:
    """Whether a question is surely about another subject, and nothing answers it."""
    heard = turn.understanding
    surely = heard.intent == ELSEWHERE and heard.confidence >= HEARD_ELSEWHERE
    return way.rule == "unknown" and surely and asks_anything(turn.text)


def _speaks_plainly_of_self(turn: Turn) -> bool:
    """Whether the asker's own of something it names is asked for; "and what is mine" may lean on the other's."""
    names = not names_nothing(turn.text) and not asks_for_mine(turn.text)
    return names and speaks_of_own_case(turn.text, alone=True) and not says_he_or_she(turn.text)


def _is_near(way: Way, index: KnowledgeIndex) -> bool:
    """Whether the nearest article is worth telling, if only as that."""
    return way.decision is not None and way.decision.belief >= index.ranker.nearest_from


def _subject(turn: Turn, way: Way) -> str | None:
    """What is told on a way: the record field, or the article."""
    if way.rule == "goes_on":
        return _subject(*way.parts[0])
    return article_of(way) or turn.understanding.field
