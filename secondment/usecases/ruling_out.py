"""A message that says what is not meant is answered for what is left."""

from __future__ import annotations

from dataclasses import replace

from secondment.text.instead import ruled_in
from secondment.usecases.turn import Turn


def without_what_is_ruled_out(turn: Turn) -> Turn | None:
    """The turn of what is left, as the engine understood that by itself; None when nothing is ruled out."""
    left = ruled_in(turn.text) if turn.choice is None else ""
    if not left or len(turn.understanding.parts) != 1:
        return None
    # what is left may go on about the record: "not him either, HR" as "my HR"
    heard = replace(turn.understanding.parts[0], own=turn.understanding.own)
    return replace(turn, text=left, understanding=heard)
