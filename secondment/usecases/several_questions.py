"""A message that asks several things is taken apart, so that each question goes its own way."""

from __future__ import annotations

from dataclasses import replace

from secondment.usecases.leaning import leans_on_context
from secondment.usecases.turn import Memory, Turn

_FEWEST, _MOST = 2, 4


def turns_asked(turn: Turn) -> tuple[Turn, ...]:
    """The questions of a message as turns of their own, in the order asked; none of one that asks less or a lot."""
    asked = turn.questions if turn.choice is None else ()
    if not _FEWEST <= len(asked) <= _MOST or len(turn.understanding.parts) != len(asked):
        return ()
    heard = zip(asked, turn.understanding.parts, strict=True)
    return tuple(replace(turn, text=text, understanding=understood) for text, understood in heard)


def after(before: Turn, part: Turn, article: str | None) -> Turn:
    """A turn with the one asked before it said first, and the article that answers that, if one does.

    Where it leans on that: "who pays my rent, and is that taxed?", "what types are there, and mine?". Else it is asked
    as if nothing had been said.
    """
    said = Memory(last_question=before.text, last_kind="knowledge", last_article=article)
    return replace(part, memory=said if leans_on_context(part.text, said) else Memory())
