"""Everything there is to say about how a message is answered, as plain JSON.

It reads the same files as the running assistant (the trained model, the articles, the ranking, the cached
embeddings), so it comes to the same numbers, and needs no way in to the processes that serve people.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from secondment.cli.understanding import goal_of, understand
from secondment.identity import Person, heard
from secondment.knowledge.index import Hit, Ranking
from secondment.text.focus import views
from secondment.text.handover import take_over
from secondment.usecases.tracing import Trace, said_before, trace
from secondment.usecases.turn import Memory, Turn, Understanding
from secondment.usecases.understanding import read_understanding
from secondment.wiring import Services

Told = dict[str, Any]
_NOBODY = Person("nobody")


def explained(question: str, after: str, found: Services) -> Told:
    """How a message is answered that stands alone or comes `after` another question; nothing of any record."""
    question = heard(question)
    before, parsed = understand([heard(after) or question, question])
    if parsed.get("vectors"):
        # as the action server does: an encoder on another version of its runtime differs in the second decimal
        take_over(parsed["vectors"], question, found.encoder, found.speller)
    understanding = read_understanding(parsed)
    memory = _said(before, heard(after), found) if after else Memory()
    goal = goal_of(understanding.intent, memory.last_kind)
    turn = replace(_turn(question, understanding), memory=memory)
    return {
        "message": question,
        "after": after or None,
        "mended": [found.speller.mend(view) for view in views(question)],
        "tokens": parsed["tokens"],
        "entities": [_entity(one) for one in parsed["entities"] or () if one["entity"] != "field"],
        "intent": understanding.intent,
        "goal": goal,
        "intents": understanding.intents,
        "fields": understanding.fields,
        **_decided(trace(turn, goal, found), found),
    }


def _turn(text: str, understanding: Understanding) -> Turn:
    return Turn(_NOBODY, "personal", "explain", "explain", text, understanding=understanding)


def _said(parsed: Told, text: str, found: Services) -> Memory:
    """What is remembered after another question, as it would be answered first in a talk."""
    understanding = read_understanding(parsed)
    return said_before(_turn(text, understanding), goal_of(understanding.intent), found)


def _entity(told: Told) -> Told:
    return {"kind": told["entity"], "words": told["value"]}


def _decided(decided: Trace, found: Services) -> Told:
    ranker = found.knowledge.current().ranker
    return {
        "language": decided.language,
        "read_with_the_question_before": decided.joined,
        "articles": [_article(hit, decided.ranking, place) for place, hit in enumerate(decided.ranking.hits)],
        "score": decided.ranking.score,
        "belief": decided.belief,
        "gap": decided.ranking.gap,
        "thresholds": {
            "answer_from": ranker.answer_from,
            "gap_from": ranker.gap_from,
            "nearest_from": ranker.nearest_from,
            "clarify_from": ranker.clarify_from,
            "subject_from": ranker.subject_from,
        },
        "checks": [{"rule": one.rule, "decided": one.decided, "because": dict(one.because)} for one in decided.checks],
        "rule": decided.rule,
    }


def _article(hit: Hit, ranking: Ranking, place: int) -> Told:
    return {
        "article": hit.article.id,
        "title": hit.article.title,
        "evidence": hit.parts,
        "sum": sum(hit.parts.values()),
        "share": hit.share,
        "score": ranking.score_of(place),
    }
