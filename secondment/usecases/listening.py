"""Whether a message in a group is meant for the assistant: one rule, which people can learn by heart.

1. Naming the assistant calls it in; who named it holds the thread.
2. What the holder writes next in that thread is answered.
3. Somebody else is answered when they ask a question (a question mark), and then hold the thread.
4. Anything else by somebody else, and whatever names another person, is people talking: the assistant keeps quiet until
   it is named again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from secondment.records.store.held import Thread

_QUESTION_MARKS = ("?", "？", "؟", "¿")


@dataclass(frozen=True)
class Spoken:
    """A message in a group: by which user, naming the assistant or somebody else, with a question in it or not."""

    user: str
    named: bool
    names_others: bool
    asks: bool


def is_question(text: str) -> bool:
    """Whether there is a question mark in a text, of whichever script."""
    return any(mark in text for mark in _QUESTION_MARKS)


def listen(thread: Thread, watched: Thread | None, spoken: Spoken) -> tuple[bool, Thread | None]:
    """Whether to answer, and the thread as it is watched afterwards (None: not watched at all)."""
    if spoken.named:
        return True, replace(thread, holder=spoken.user)
    if watched is None:
        return False, None
    if spoken.names_others or watched.holder is None:
        return False, replace(watched, holder=None)
    if spoken.user == watched.holder or spoken.asks:
        return True, replace(watched, holder=spoken.user)
    return False, replace(watched, holder=None)
