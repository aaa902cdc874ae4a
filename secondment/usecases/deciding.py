"""What is done with a question, decided before anything is told, so that it can be explained as it was decided.

The rules stand in the order in which they are asked; the first that holds decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.knowledge.live import LiveKnowledge
from secondment.text.normalise import words
from secondment.text.others import speaks_of_others
from secondment.text.scope import speaks_in_general, speaks_of_self
from secondment.usecases.in_context import points_at_what_was_told
from secondment.usecases.leaning import (
    SURE_FIELD,
    SURE_OF_RECORD,
    find,
    is_about_what_was_said,
    names_next,
    names_subject,
    own_of_what_was_told,
    sibling,
)
from secondment.usecases.own_record import going_on, own_record_likely
from secondment.usecases.refusing import about_someone_else
from secondment.usecases.ruling_out import without_what_is_ruled_out
from secondment.usecases.turn import Turn, Understanding
from secondment.usecases.two_questions import two_turns

_FULL_WORDS = 4
_HEARD_ELSEWHERE = 0.5
_CLEAR = ("own_record", "own_record_likely", "goes_on", "answer")
_ELSEWHERE = "out_of_scope"
Verdict = Literal["answer", "clarify", "unknown"]
Rule = Literal[
    "ruled_out",
    "someone_else",
    "two_questions",
    "goes_on",
    "own_record",
    "own_record_likely",
    "answer",
    "clarify",
    "unknown",
]


@dataclass(frozen=True)
class Decision:
    """What is done with a ranking: the verdict, and the belief (0 to 1) that the first hit answers the question."""

    verdict: Verdict
    belief: float
    ranking: Ranking


@dataclass(frozen=True)
class Way:
    """The rule that decides; what it goes by: the ranking, or the ways of the parts a message is answered by."""

    rule: Rule
    decision: Decision | None = None
    parts: tuple[tuple[Turn, Way], ...] = ()


def way_of_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    """What is done with a question about secondment; the article's score decides, the intent is further evidence."""
    way = _way_of_question(turn, knowledge)
    if is_bare(turn) and way.decision and way.decision.verdict != "unknown":
        return Way("clarify", replace(way.decision, verdict="clarify"))
    return way


def way_of_own_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    """What is done with what the engine took for a question about the own record."""
    if is_bare(turn):
        way = way_of_question(turn, knowledge)
        if way.rule == "clarify":
            return way
    return _way_of_own_question(turn, knowledge)


def is_bare(turn: Turn) -> bool:
    """Whether it is one word that begins a talk: it may mean much, so there are titles to choose from."""
    new = turn.choice is None and turn.memory.last_kind is None and turn.memory.last_question is None
    return new and turn.text.isascii() and len(turn.text.split()) == len(words(turn.text)) == 1


def _way_of_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    before = _way_before_all(turn, knowledge)
    if before:
        return before
    index = knowledge.current()
    found = find(turn, index)
    leans = is_about_what_was_said(turn, found) or names_subject(turn, index)
    heard = turn.understanding
    if names_next(turn, found):
        heard = replace(heard, intents={**heard.intents, _ELSEWHERE: 0.0})
    decision = decide(found, heard, index, leaning=leans)
    if own_record_likely(turn, decision.belief):
        pointed = own_of_what_was_told(turn, index)
        return Way("goes_on", parts=((pointed, Way("own_record")),)) if pointed else Way("own_record_likely", decision)
    return Way(decision.verdict, decision)


def _way_of_own_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    before = _way_before_all(turn, knowledge)
    if before:
        return before
    if turn.choice is None and speaks_of_others(turn.text):
        # not about the asker: what is known in general, never the asker's own value as if it were the other's
        return _way_of_question(turn, knowledge)
    pointed = own_of_what_was_told(turn, knowledge.current())
    if pointed:
        return Way("goes_on", parts=((pointed, Way("own_record")),))
    beside = sibling(turn, knowledge.current())
    if beside:
        index = knowledge.current()
        decision = decide(beside, turn.understanding, index, leaning=True)
        if decision.verdict != "unknown":
            return Way(decision.verdict, decision)
    if turn.choice is None and _could_be_meant_in_general(turn):
        way = _way_of_question(turn, knowledge)
        if way.rule != "unknown" or not speaks_in_general(turn.text):
            return way
    return _other_subject(turn, knowledge) or Way("own_record")


def _way_before_all(turn: Turn, knowledge: LiveKnowledge) -> Way | None:
    """What holds whatever is asked: another person's record is nobody's, what is ruled out is not answered."""
    left = without_what_is_ruled_out(turn)
    if left:
        # also asked whether it is about somebody else, in its turn
        return Way("ruled_out", parts=((left, _way_of_part(left, knowledge)),))
    if about_someone_else(turn):
        return Way("someone_else")
    both = _ways_of_both(turn, knowledge)
    if both:
        return Way("two_questions", parts=both)
    another = going_on(turn)
    return Way("goes_on", parts=((another, Way("own_record")),)) if another else None


def _way_of_part(part: Turn, knowledge: LiveKnowledge) -> Way:
    own = part.understanding.intent == "my_secondment"
    return _way_of_own_question(part, knowledge) if own else _way_of_question(part, knowledge)


def _ways_of_both(turn: Turn, knowledge: LiveKnowledge) -> tuple[tuple[Turn, Way], ...]:
    """The ways of the two questions of a message, where they are about two things, one clear and neither unknown."""
    ways = []
    for part in two_turns(turn):
        way = _way_of_part(part, knowledge)
        if way.rule not in (*_CLEAR, "clarify", "someone_else") or part.understanding.intent == _ELSEWHERE:
            return ()
        ways.append((part, way))
    clear = any(way.rule in _CLEAR for _, way in ways)
    return tuple(ways) if clear and len({_subject(*one) for one in ways}) > 1 else ()


def _subject(turn: Turn, way: Way) -> str | None:
    """What is told on a way: the record field, or the article."""
    if way.rule == "goes_on":
        return _subject(*way.parts[0])
    if way.rule == "someone_else":
        return way.rule
    found = way.rule in ("answer", "clarify") and way.decision
    return found.ranking.best.article.id if found else turn.understanding.field


def _other_subject(turn: Turn, knowledge: LiveKnowledge) -> Way | None:
    """The article that clearly answers, where the engine was unsure and the field it guessed is not its subject."""
    understanding = turn.understanding
    if turn.choice is not None or understanding.intents.get("my_secondment", 1.0) >= SURE_OF_RECORD:
        return None
    index = knowledge.current()
    decision = decide(find(turn, index), understanding, index)
    best = decision.ranking.best.article
    faint = understanding.fields.get(understanding.field or "", 0.0) < SURE_FIELD
    points_back = faint and best.id == turn.memory.last_article and points_at_what_was_told(turn.text)
    if decision.verdict != "answer" or (understanding.field in best.record_fields and not points_back):
        return None
    return Way("answer", decision)


def _could_be_meant_in_general(turn: Turn) -> bool:
    """A question that says it means the rule, or a full one that never speaks of the asker."""
    impersonal = len(turn.text.split()) > _FULL_WORDS and not speaks_of_self(turn.text)
    unsure = turn.understanding.intents.get("my_secondment", 0.0) < SURE_OF_RECORD
    return speaks_in_general(turn.text) or (impersonal and unsure)


def decide(ranking: Ranking, understanding: Understanding, index: KnowledgeIndex, *, leaning: bool = False) -> Decision:
    """Answer, offer titles or admit not knowing, from the score and what the intents say.

    An article that is believed but hardly ahead of another is offered beside that one. A message that leans on what was
    just said is about that, whatever its few words by themselves look like; there are at least titles for it.
    """
    ranker = index.ranker
    elsewhere = understanding.intents.get("out_of_scope", 0.0)
    belief = ranker.believe(ranking.score, elsewhere) if understanding.intents else ranking.score
    verdict: Verdict = "unknown"
    subject = ranker.on_subject(ranking.score, elsewhere, ranking.nearest)
    if understanding.intents and not leaning and subject < ranker.subject_from:
        return Decision(verdict, belief, ranking)
    if belief >= ranker.answer_from and ranking.gap >= ranker.gap_from:
        verdict = "answer"
    elif belief >= ranker.clarify_from or (leaning and elsewhere < _HEARD_ELSEWHERE):
        verdict = "clarify"
    return Decision(verdict, belief, ranking)
