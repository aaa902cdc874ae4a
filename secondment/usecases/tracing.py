"""How a message is decided, with every number that had a part in it; tells nothing of any record.

The decision itself is asked of `deciding` and the other use cases, not made again here: what is added are the numbers
each rule looks at, in the order in which the rules are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.instead import ruled_in
from secondment.text.others import compares_with_others, lists_others, speaks_of_others
from secondment.text.questions import asks_anything
from secondment.text.scope import speaks_in_general, speaks_of_self
from secondment.usecases.answering import asks_several, instead_of_refusing
from secondment.usecases.asking_on import asks_on
from secondment.usecases.deciding import is_bare, way_of_own_question, way_of_question, would_repeat
from secondment.usecases.leaning import find
from secondment.usecases.mere_remarks import is_mere_remark
from secondment.usecases.next_value import GOES_ON, goes_on
from secondment.usecases.own_record import LIKELY_OWN
from secondment.usecases.picking import picked, titles_of
from secondment.usecases.pointing import SURE_OF_RECORD
from secondment.usecases.refusing import (
    POSSIBLY_OTHERS,
    asks_plainly_of_others,
    enough_of_others,
    means_own_alone,
    meant_of_any,
    points_back,
    tells_number,
)
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Memory, Turn
from secondment.usecases.verdict import Decision, decide
from secondment.usecases.ways import Way

_KINDS = {
    "answer": "knowledge",
    "clarify": "clarify",
    "own_record": "record",
    "own_record_likely": "record",
    "someone_else": "refusal",
}
_KINDS_OF_GOALS = {"refuse_someone_elses_record": "refusal"}
_MAY_ASK_MORE = ("refuse_someone_elses_record", "ask_mine")
_WAYS = {"answer_question": way_of_question, "my_secondment": way_of_own_question}
Number = float | bool | str | None


@dataclass(frozen=True)
class Check:
    """A rule, whether it decided, and what it looks at: numbers (0 to 1), yes or no, and where its thresholds lie."""

    rule: str
    decided: bool
    because: dict[str, Number]


@dataclass(frozen=True)
class Trace:
    """How a message is decided: its language where it is not English, the ranking, the belief, the rules."""

    language: str | None
    ranking: Ranking
    joined: bool
    belief: float
    rule: str
    checks: tuple[Check, ...]


def trace(turn: Turn, goal: str, services: UseCaseServices) -> Trace:
    """How a turn is decided that the engine hands to a goal (`action_<goal>`)."""
    index = services.knowledge.current()
    language = services.languages.language(turn.text)
    followed = _followed(turn, goal, services)
    way = None if language is not None else _way(turn, followed, services)
    decision = (way and way.decision) or decide(find(turn, index), turn.understanding, index)
    rule = "other_language" if language is not None else way.rule if way else followed
    checks = tuple(
        Check(name, name == rule, because) for name, because in _checks(turn, language, decision, index, followed)
    )
    ranking = decision.ranking
    return Trace(language, ranking, ranking.question != turn.text, decision.belief, rule, checks)


def said_before(turn: Turn, goal: str, services: UseCaseServices) -> Memory:
    """What a talk remembers after a turn that the engine hands to a goal, as far as what comes next leans on it."""
    way = _way(turn, _followed(turn, goal, services), services)
    kind = _KINDS.get(way.rule, "fallback") if way else _KINDS_OF_GOALS.get(_followed(turn, goal, services), "fallback")
    said = Memory(last_question=turn.text, last_kind=kind)
    if way and way.rule in ("own_record", "own_record_likely"):
        return replace(said, last_field=turn.understanding.field)
    best = way.decision.ranking.best.article if way and way.decision and way.rule in ("answer", "clarify") else None
    if best is None:
        return said
    titles = titles_of(way.decision.ranking) if way and way.decision and way.rule == "clarify" else None
    return replace(said, last_article=best.id, last_topic=best.topic, last_titles=titles)


def _way(turn: Turn, goal: str, services: UseCaseServices) -> Way | None:
    """The way of a goal that asks the knowledge; none for others."""
    way = _WAYS.get(goal)
    return way(turn, services.knowledge) if way else None


def _followed(turn: Turn, goal: str, services: UseCaseServices) -> str:
    """The goal that is followed in the end: no mere remark, or several questions, go the way of questions."""
    if picked(turn, services.knowledge.current()):
        return "open_article"
    if asks_on(turn):
        return "refuse_someone_elses_record"
    asks = goal == "remark" and not is_mere_remark(turn, services)
    instead = instead_of_refusing(turn) if goal == "refuse_someone_elses_record" else None
    if instead:
        return instead
    return "answer_question" if asks or (goal in _MAY_ASK_MORE and asks_several(turn, services)) else goal


def _checks(
    turn: Turn, language: str | None, decision: Decision, index: KnowledgeIndex, goal: str
) -> Iterator[tuple[str, dict[str, Number]]]:
    """The rules in the order in which they are asked, with what each looks at."""
    yield "other_language", {"language": language}
    if goal not in _WAYS:
        heard: dict[str, Number] = {"intent": turn.understanding.intent, "confidence": turn.understanding.confidence}
        yield goal, heard | ({"asks on after a refusal": True} if asks_on(turn) else {})
        return
    ranker, belief = index.ranker, decision.belief
    yield "ruled_out", {"left": ruled_in(turn.text) or None}
    yield "someone_else", _of_others(turn)
    yield "several_questions", {"questions": float(len(turn.questions))}
    own = turn.understanding.own
    yield (
        "goes_on",
        {
            "as the own record": own.intents.get("my_secondment", 0.0) if own else None,
            "field": own.field if own else None,
        },
    )
    on = goes_on(turn)
    least: dict[str, Number]
    least = {"from": GOES_ON} if on else {"from": LIKELY_OWN, "and above belief": belief}
    yield "own_record_likely", _of_own(turn) | {"goes on about the record": on} | least
    gap = {"gap to the second": decision.ranking.gap, "gap from": ranker.gap_from}
    yield "answer", {"belief": belief, "from": ranker.answer_from, **gap}
    nearest = {
        "nearest told from": ranker.nearest_from,
        "one word that begins a talk": is_bare(turn),
        "told just now": would_repeat(turn, decision.ranking, index),
    }
    yield "clarify", {"belief": belief, "from": ranker.clarify_from, **nearest}
    yield "remark", {"remark": turn.understanding.intents.get("remark", 0.0), "asks anything": asks_anything(turn.text)}
    elsewhere = turn.understanding.elsewhere
    on_subject = ranker.on_subject(decision.ranking.score, elsewhere, decision.ranking.nearest)
    subject = {"on subject": on_subject, "or that below": ranker.subject_from}
    yield "unknown", {"belief": belief, "below": ranker.clarify_from, **subject}
    if goal == "my_secondment":
        yield "own_record", _of_own(turn) | {"sure from": SURE_OF_RECORD, "field": turn.understanding.field}


def _of_others(turn: Turn) -> dict[str, Number]:
    back = points_back(turn)
    least: dict[str, Number] = {"from": enough_of_others(turn)}
    if not back:
        least["or likeliest from"] = POSSIBLY_OTHERS
    return {
        "someone_elses_record": turn.understanding.intents.get("someone_elses_record", 0.0),
        **least,
        "points back to the article": back,
        "names a person": turn.understanding.names_people,
        "speaks of others": speaks_of_others(turn.text),
        "wants a list of others": lists_others(turn.text),
        "says plainly what of whom": asks_plainly_of_others(turn) or tells_number(turn),
        "compares with others": compares_with_others(turn.text),
        "means the rule or the own alone": meant_of_any(turn) or means_own_alone(turn),
    }


def _of_own(turn: Turn) -> dict[str, Number]:
    return {
        "my_secondment": turn.understanding.intents.get("my_secondment", 0.0),
        "speaks of self": speaks_of_self(turn.text),
        "speaks in general": speaks_in_general(turn.text),
    }
