"""What has happened in a conversation so far, worked out once for each point of it.

Rasa 3.6.21 plays all events of a conversation again for each question a policy asks about it, five times a message: the
rules look at the words, then at the intent, and the memory of stories looks even where no story has that intent.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

State = dict[str, Any]

_play_again = DialogueStateTracker.past_states
_ask_memory = MemoizationPolicy.predict_action_probabilities
_KEPT = "_past_states_kept"
_INTENTS_KEPT = "_intents_of_stories_kept"
_INTENT = re.compile(r"\bintent: (\w+)")


def install() -> None:
    """Have Rasa's trackers and its memory of stories do so."""
    DialogueStateTracker.past_states = past_states
    MemoizationPolicy.predict_action_probabilities = predict_action_probabilities


def past_states(tracker: DialogueStateTracker, domain: Domain, **how: Any) -> list[State]:
    """The states Rasa works out, each time as copies: a policy takes out of them what it does not look at."""
    at: tuple[int, Event | None] = (len(tracker.events), tracker.events[-1] if tracker.events else None)
    kept = tracker.__dict__.get(_KEPT)
    # the very event, not an equal one: of a full memory the oldest leaves when one more comes, and the length stays
    if kept is None or kept[0] != at[0] or kept[1] is not at[1] or kept[2] is not domain or kept[3] != how:
        kept = (*at, domain, how, _play_again(tracker, domain, **how))
        tracker.__dict__[_KEPT] = kept
    return [_copy(state) for state in kept[4]]


def predict_action_probabilities(
    policy: MemoizationPolicy, tracker: DialogueStateTracker, domain: Domain, **more: Any
) -> PolicyPrediction:
    """What Rasa's memory of stories says; of an intent that no story has, that it knows nothing, without a look."""
    heard = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    if heard not in _intents(policy):
        return policy._prediction(policy._default_predictions(domain))
    return _ask_memory(policy, tracker, domain, **more)


def _intents(policy: MemoizationPolicy) -> frozenset[str]:
    """The intents that stand in the stories a policy holds, read from its keys once for each lookup."""
    kept = policy.__dict__.get(_INTENTS_KEPT)
    if kept is None or kept[0] is not policy.lookup:
        found = (intent for key in policy.lookup for intent in _INTENT.findall(_plain(key)))
        kept = policy.__dict__[_INTENTS_KEPT] = (policy.lookup, frozenset(found))
    intents: frozenset[str] = kept[1]
    return intents


def _plain(key: str) -> str:
    """The states a key was made of; Rasa packs them unless told not to."""
    try:
        return zlib.decompress(base64.b64decode(key, validate=True)).decode()
    except (ValueError, zlib.error):  # of which what base64 raises is one
        return key


def _copy(state: State) -> State:
    return {part: dict(told) if isinstance(told, dict) else told for part, told in state.items()}
