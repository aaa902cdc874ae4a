"""What Rasa 3.6.21 works out anew for each message though it never changes while a model is loaded.

Which class stands for an event's name (all subclasses are listed each time), and whether the domain is empty (an empty
one is built each time to compare with).
"""

from __future__ import annotations

from functools import cache

from rasa.core.agent import Agent
from rasa.shared.core.events import Event

_class_by_name = Event.resolve_by_type


def install() -> None:
    """Remember the classes of events; a test sees to it that Rasa still asks for them by this name."""
    Event.resolve_by_type = staticmethod(cache(_class_by_name))


def remember_domain(agent: Agent) -> None:
    """Remember whether the domain of a loaded model is empty."""
    empty = agent.domain.is_empty()
    agent.domain.is_empty = lambda: empty
