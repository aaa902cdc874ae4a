"""Rasa copies whatever a debug line could say, deeply, before it finds out that nobody reads debug lines.

Rasa 3.6.21 spends more on these copies (the whole talk, three times a message) than on deciding what to do next. Debug
lines stay unwritten here, because they would hold what people said; so nothing is copied for them either.
"""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

# modules that use `copy` for debug lines and for nothing else; the unit tests read their source to be sure
MODULES = ("rasa.core.processor", "rasa.core.policies.rule_policy", "rasa.core.policies.memoization")


def leave_out() -> None:
    """Have debug lines be given the things themselves."""
    for name in MODULES:
        import_module(name).copy = SimpleNamespace(deepcopy=_itself)  # type: ignore[attr-defined]


def _itself(thing: Any) -> Any:
    return thing
