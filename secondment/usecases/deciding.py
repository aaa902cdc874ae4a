"""What is done with a question, decided before anything is told, so that it can be explained as it was decided.

The rules stand in the order in which they are asked; the first that holds decides.
"""

from __future__ import annotations

from dataclasses import replace

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.knowledge.live import LiveKnowledge
from secondment.text.focus import stretches
from secondment.text.normalise import words
from secondment.text.others import speaks_of_others
from secondment.text.scope import speaks_in_general, speaks_of_self
from secondment.usecases.further import has_further
from secondment.usecases.in_context import points_at_what_was_told, read_in_context
from secondment.usecases.leaning import (
    find,
    goes_on_about_it,
    is_about_what_was_said,
    may_go_on,
    names_next,
    names_subject,
    sibling,
)
from secondment.usecases.mere_remarks import is_remark_after_all
from secondment.usecases.next_value import going_on
from secondment.usecases.own_record import own_record_likely
from secondment.usecases.pointing import (
    SURE_FIELD,
    SURE_OF_RECORD,
    asks_past_the_record,
    merely_asks,
    name_asked,
    own_of_what_was_told,
)
from secondment.usecases.refusing import PERHAPS_OTHERS, about_someone_else, merely_tells_of
from secondment.usecases.ruling_out import without_what_is_ruled_out
from secondment.usecases.several_questions import after, turns_asked
from secondment.usecases.turn import ELSEWHERE, Turn
from secondment.usecases.verdict import decide
from secondment.usecases.ways import Parts, Way, article_of, mere_fragments, stand_apart, told_together

_FULL_WORDS = 4
_FAR_AHEAD, _AHEAD_IN_STORY = 0.9, 0.5


def way_of_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    """What is done with a question about secondment; the article's score decides, the intent is further evidence."""
    way = _way_of_question(turn, knowledge)
    if is_bare(turn) and way.decision and way.decision.verdict != "unknown":
        return Way("clarify", replace(way.decision, verdict="clarify"))
    return Way("remark", way.decision) if is_remark_after_all(turn, way, knowledge.current()) else way


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
    return _way_before_all(turn, knowledge) or _way_by_article(turn, knowledge)


def _way_by_article(turn: Turn, knowledge: LiveKnowledge) -> Way:
    """What the article's score decides, once nothing holds that comes before."""
    index = knowledge.current()
    found = find(turn, index)
    leans = is_about_what_was_said(turn, found) or names_subject(turn, index)
    heard = turn.understanding
    if names_next(turn, found):
        heard = replace(heard, intents={**heard.intents, ELSEWHERE: 0.0})
    decision = decide(found, heard, index, leaning=leans)
    if decision.verdict == "unknown" and not leans and may_go_on(turn):
        decision = decide(found, heard, index, leaning=True)
    if decision.verdict == "answer" and would_repeat(turn, decision.ranking, index):
        decision = replace(decision, verdict="clarify")
    if own_record_likely(turn, decision.belief):
        pointed = own_of_what_was_told(turn, index)
        return Way("goes_on", parts=((pointed, Way("own_record")),)) if pointed else Way("own_record_likely", decision)
    return Way(decision.verdict, decision)


def _way_of_what_was_told(turn: Turn, index: KnowledgeIndex) -> Way:
    """The article that a few words about the one just told lead to, or titles; nobody's record is read."""
    found = read_in_context(turn, index)
    decision = decide(found, turn.understanding, index, leaning=True)
    if decision.verdict == "answer" and would_repeat(turn, found, index):
        decision = replace(decision, verdict="clarify")
    return Way(decision.verdict, decision)


def would_repeat(turn: Turn, found: Ranking, index: KnowledgeIndex) -> bool:
    """Whether the article just told would be told again, there being no more, for what is not clearly about it."""
    return goes_on_about_it(turn, found, index) and not has_further(turn, found.best.article)


def _way_of_own_question(turn: Turn, knowledge: LiveKnowledge) -> Way:
    before = _way_before_all(turn, knowledge)
    if before:
        return before
    if turn.choice is None and speaks_of_others(turn.text) and not merely_tells_of(turn):
        # not about the asker: what is known in general, never the asker's own value as if it were the other's
        return _way_by_article(turn, knowledge)
    pointed = own_of_what_was_told(turn, knowledge.current())
    if pointed:
        return Way("goes_on", parts=((pointed, Way("own_record")),))
    if asks_past_the_record(turn, knowledge.current()) or merely_asks(turn):
        return _way_of_what_was_told(turn, knowledge.current())
    beside = sibling(turn, knowledge.current())
    if beside:
        index = knowledge.current()
        decision = decide(beside, turn.understanding, index, leaning=True)
        if decision.verdict != "unknown":
            return Way(decision.verdict, decision)
    if turn.choice is None and _could_be_meant_in_general(turn):
        way = _way_by_article(turn, knowledge)
        if way.rule != "unknown" or not speaks_in_general(turn.text):
            return way
    return _other_subject(turn, knowledge) or Way("own_record")


def _way_before_all(turn: Turn, knowledge: LiveKnowledge) -> Way | None:
    """What holds whatever is asked: another person's record is nobody's, what is ruled out is not answered."""
    left = without_what_is_ruled_out(turn)
    if left:
        # also asked whether it is about somebody else, in its turn
        return Way("ruled_out", parts=((left, _way_of_part(left, knowledge)),))
    each = _ways_of_each(turn, knowledge)
    if each and _is_surely_one_subject(turn, each, knowledge.current()):
        each = ()
    if about_someone_else(turn) or any(way.rule == "someone_else" for _, way in each):
        return Way("several_questions", parts=each) if stand_apart(each) else Way("someone_else")
    if each:
        return Way("several_questions", parts=each)
    another = going_on(turn) or name_asked(turn, knowledge.current())
    return Way("goes_on", parts=((another, Way("own_record")),)) if another else None


def _is_surely_one_subject(turn: Turn, each: Parts, index: KnowledgeIndex) -> bool:
    """Whether an article is told for the whole message, far ahead of all others, and no record is heard in it.

    Then questions that only look like ones about records are a part of it; in a story any are, for what each leans on
    was told before.
    """
    story = bool(stretches(turn.text))
    if not (story or mere_fragments(each)):
        return False
    heard, found = turn.understanding, index.search(turn.text)
    records = max(heard.intents.get(intent, 0.0) for intent in ("my_secondment", "someone_elses_record"))
    return (
        records < PERHAPS_OTHERS
        and found.gap >= (_AHEAD_IN_STORY if story else _FAR_AHEAD)
        and decide(found, heard, index).verdict == "answer"
    )


def _way_of_part(part: Turn, knowledge: LiveKnowledge) -> Way:
    own = part.understanding.intent in ("my_secondment", "ask_mine")
    return _way_of_own_question(part, knowledge) if own else _way_of_question(part, knowledge)


def _ways_of_each(turn: Turn, knowledge: LiveKnowledge) -> Parts:
    """The ways of the questions of a message, where they are about several things that can be told.

    Also where one is asked of somebody else, whatever the others are.
    """
    ways: list[tuple[Turn, Way]] = []
    for part in turns_asked(turn):
        told = after(ways[-1][0], part, article_of(ways[-1][1])) if ways else part
        ways.append((told, _way_of_part(told, knowledge)))
    asks_of_others = any(way.rule == "someone_else" for _, way in ways)
    return tuple(ways) if asks_of_others else told_together(ways, knowledge.current())


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
