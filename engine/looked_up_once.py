"""What Rasa 3.6.21 works out anew for each message though it never changes while a model is loaded.

Which class stands for an event's name (all subclasses are listed each time), which object for an action's (a dozen are
made each time, four times a message), and whether the domain is empty (an empty one is built each time to compare).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import rasa.core.actions.action as rasa_actions
from rasa.core.agent import Agent
from rasa.shared.core.events import Event

_class_by_name = Event.resolve_by_type
_action_by_name = rasa_actions.action_for_name_or_text


def install() -> None:
    """Remember classes of events and actions; a test sees to it that Rasa still asks for them by these names."""
    Event.resolve_by_type = staticmethod(cache(_class_by_name))
    made: dict[tuple[str, int, int], tuple[Any, ...]] = {}

    def action_for_name_or_text(name: str, domain: Any, endpoint: Any) -> Any:
        place = (name, id(domain), id(endpoint))
        if place not in made:
            # domain and endpoint are kept, so that no others can come to stand where they are known to stand
            made[place] = (_action_by_name(name, domain, endpoint), domain, endpoint)
        return made[place][0]

    rasa_actions.action_for_name_or_text = action_for_name_or_text


def remember_domain(agent: Agent) -> None:
    """Remember whether the domain of a loaded model is empty."""
    empty = agent.domain.is_empty()
    agent.domain.is_empty = lambda: empty
