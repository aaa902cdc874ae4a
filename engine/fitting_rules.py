"""Which rules fit where a conversation stands, found once for each such place.

Rasa 3.6.21 compares every rule with every state of the conversation, three times a message: a third of what it takes to
decide what to do next. A rule looks at as many of the last states as it has itself, and at few parts of these; of the
same parts the same rules fit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION

State = dict[str, Any]
Lookup = dict[str, str]

_compare_all = RulePolicy._get_possible_keys
_KEPT = "_fitting_rules_kept"
_MOST = 4096


def install() -> None:
    """Have Rasa's rules found so; once they are learned, for the rules of a policy may not change any more."""
    RulePolicy._get_possible_keys = fitting_rules


def fitting_rules(policy: RulePolicy, lookup: Lookup, states: list[State]) -> set[str]:
    """The keys of the rules that fit the states, as Rasa finds them."""
    kept: dict[int, Fitting] = policy.__dict__.setdefault(_KEPT, {})
    if id(lookup) not in kept:  # it is kept with what is found, so that no other lookup comes to its id
        kept[id(lookup)] = Fitting(policy, lookup)
    return kept[id(lookup)].of(states)


class Fitting:
    """The rules of one lookup, and which of them fitted before."""

    def __init__(self, policy: RulePolicy, lookup: Lookup) -> None:
        rules = [policy._rule_key_to_state(key) for key in lookup]
        self._policy, self._lookup = policy, lookup
        self._longest = max(map(len, rules), default=0)
        self._read = sorted({part for rule in rules for state in rule for part in _parts(state)})
        self._found: dict[Hashable, set[str]] = {}

    def of(self, states: list[State]) -> set[str]:
        """The keys of the rules that fit."""
        last = states[-self._longest :] if self._longest else []
        seen = tuple(self._seen(state) for state in last)
        if seen not in self._found:
            if len(self._found) >= _MOST:
                self._found.clear()
            self._found[seen] = _compare_all(self._policy, self._lookup, last)
        return self._found[seen]

    def _seen(self, state: State) -> Hashable:
        """What a rule can see of a state: the parts that any names, and whether it is the first."""
        named = (state.get(kind, {}).get(name) for kind, name in self._read)
        return bool(state.get(PREVIOUS_ACTION)), *named


def _parts(state: State) -> Iterator[tuple[str, str]]:
    return ((kind, name) for kind, told in state.items() for name in told)
