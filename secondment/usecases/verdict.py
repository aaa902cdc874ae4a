"""Whether an article is told, offered or neither, from its score and what the intents say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.text.focus import stretches
from secondment.usecases.turn import Understanding

HEARD_ELSEWHERE = 0.5
# of what has to be on the subject for a shorter message: a dictated story has little of it in many words
# (docs/decisions/0037)
_LESS_IN_STORY = 2 / 3
Verdict = Literal["answer", "clarify", "unknown"]


@dataclass(frozen=True)
class Decision:
    """What is done with a ranking: the verdict, and the belief (0 to 1) that the first hit answers the question."""

    verdict: Verdict
    belief: float
    ranking: Ranking


def decide(ranking: Ranking, understanding: Understanding, index: KnowledgeIndex, *, leaning: bool = False) -> Decision:
    """Answer, offer titles or admit not knowing, from the score and what the intents say.

    An article that is believed but hardly ahead of another is offered beside that one. A message that leans on what was
    just said is about that, whatever its few words by themselves look like; there are at least titles for it.
    """
    ranker = index.ranker
    elsewhere = understanding.elsewhere
    belief = ranker.believe(ranking.score, elsewhere) if understanding.intents else ranking.score
    verdict: Verdict = "unknown"
    subject = ranker.on_subject(ranking.score, elsewhere, ranking.nearest)
    enough = ranker.subject_from * (_LESS_IN_STORY if stretches(ranking.question) else 1.0)
    if understanding.intents and not leaning and subject < enough:
        return Decision(verdict, belief, ranking)
    if belief >= ranker.answer_from and ranking.gap >= ranker.gap_from:
        verdict = "answer"
    elif belief >= ranker.clarify_from or (leaning and elsewhere < HEARD_ELSEWHERE):
        verdict = "clarify"
    return Decision(verdict, belief, ranking)
