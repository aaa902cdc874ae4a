"""A message that asks two things is taken apart, so that each question goes its own way."""

from __future__ import annotations

from dataclasses import replace

from secondment.text.questions import questions_in
from secondment.usecases.turn import Turn

_MOST = 2


def two_turns(turn: Turn) -> tuple[Turn, ...]:
    """The two questions of a message as turns of their own, in the order asked; none of one that asks less or more.

    The second may lean on the first: "who pays my rent, and is that taxed?".
    """
    asked = questions_in(turn.text) if turn.choice is None else ()
    if len(asked) != _MOST or len(turn.understanding.parts) != _MOST:
        return ()
    first, second = (
        replace(turn, text=text, understanding=heard)
        for text, heard in zip(asked, turn.understanding.parts, strict=True)
    )
    said = replace(turn.memory, last_question=first.text, last_kind="knowledge")
    return first, replace(second, memory=said)
