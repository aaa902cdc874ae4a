"""A message that asks two things is taken apart, so that each question goes its own way."""

from __future__ import annotations

from dataclasses import replace

from secondment.usecases.turn import Memory, Turn

_MOST = 2


def two_turns(turn: Turn) -> tuple[Turn, ...]:
    """The two questions of a message as turns of their own, in the order asked; none of one that asks less or more."""
    asked = turn.questions if turn.choice is None else ()
    if len(asked) != _MOST or len(turn.understanding.parts) != _MOST:
        return ()
    heard = zip(asked, turn.understanding.parts, strict=True)
    return tuple(replace(turn, text=text, understanding=understood) for text, understood in heard)


def after(first: Turn, second: Turn, article: str | None) -> Turn:
    """The second turn with the first one said before it, and the article that answers that, if one does.

    The second may lean on the first: "who pays my rent, and is that taxed?", "what types are there, and mine?".
    """
    said = Memory(last_question=first.text, last_kind="knowledge", last_article=article)
    return replace(second, memory=said)
