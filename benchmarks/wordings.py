"""Messages to measure with: each worded differently, so that nothing answers from a memory of the last run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

_WAYS = (
    "{}?",
    "Hi, {}?",
    "Could you tell me {}?",
    "I would like to know {}",
    "Quick question: {}?",
    "One thing before lunch: {}?",
    "Sorry to bother you, {}?",
    "My colleague asked me {}?",
    "We talked about it yesterday, {}?",
    "{}, please?",
)
_ENDINGS = (
    "",
    " exactly",
    " by the way",
    " in short",
    " today",
    " really",
    " actually",
    " now",
    " at the moment",
    " once more",
    " these days",
    " in plain words",
)
GENERAL = (
    "what is a secondment",
    "why do companies send people on secondment",
    "what does the host gain from a secondment",
    "what does the home organisation gain from it",
    "what are the drawbacks for the person who goes",
    "what kinds of secondment there are",
    "what is an international secondment",
    "what should stand in a secondment agreement",
    "who is responsible for the pay of a secondee",
    "who manages the daily work of a secondee",
    "what is the role of HR in a secondment",
    "how do people get used to another culture at work",
    "what helps with settling in a new team abroad",
    "how is performance reviewed during a secondment",
    "how often feedback should be given on a secondment",
    "what has to be planned before a secondment starts",
    "how long does a secondment usually last",
    "can a secondment be extended",
    "can a secondment be ended early",
    "what happens when a secondment is over",
    "is there a right to return to the old job",
    "who pays for travel to the host",
    "who approves holidays during a secondment",
    "what happens when a secondee falls ill",
    "where is tax due on an international secondment",
    "is a work permit needed for a secondment abroad",
    "who owns the ideas a secondee has at the host",
    "what is an academic secondment",
    "what is a mentor for during a secondment",
    "how should a secondee be welcomed on the first day",
)
OWN = (
    "when does my secondment end",
    "when did my secondment start",
    "how many days I have left",
    "how long my secondment lasts in all",
    "who my host manager is",
    "who my manager at home is",
    "who my HR contact is",
    "what my role at the host is",
    "where I work during my secondment",
    "what my working hours are",
    "who pays my salary",
    "which allowances I get",
    "how much notice I have to give",
    "how many days of leave I have",
    "which insurance covers me",
    "whether my confidentiality agreement is signed",
    "whether my secondment has been extended",
    "what the status of my secondment is",
    "when my next check-in is",
    "what my objectives are",
)
STOCK = (
    "are you a bot",
    "are you a human",
    "am I talking to a bot",
    "am I talking to a human",
    "are you really a bot",
    "are you a real human",
    "am I talking to a human or a bot",
    "so am I talking to a bot here",
)
_STOCK_WAYS = ("{}", "{}?", "{}??", "hm {}", "{} now", "well {}?", "so {}", "and {}?")


def messages(subjects: Sequence[str]) -> Iterator[str]:
    """Messages without end: every subject in every way and with every ending, then again with a number."""
    ways, endings = (_STOCK_WAYS, ("",)) if subjects is STOCK else (_WAYS, _ENDINGS)
    for turn in count():
        for ending in endings:
            for shift in range(len(ways)):
                for at, subject in enumerate(subjects):
                    said = ways[(shift + at) % len(ways)].format(subject + ending)
                    yield f"{said} ({turn})" if turn else said


def shared_out(subjects: Sequence[str], people: int, after: int) -> list[Iterator[str]]:
    """A stream of messages for each of several people, none of which another has, nor the first ones of `messages`."""
    return [islice(messages(subjects), after + person, None, people) for person in range(people)]


def mixed() -> Iterator[str]:
    """General questions and questions about the own record in turn."""
    for general, own in zip(messages(GENERAL), messages(OWN)):
        yield general
        yield own
