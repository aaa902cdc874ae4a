"""Conversations, in memory: bounded in length, number and age, and without what people were told.

What stays of a turn is what understanding the next one needs: the person's words, the intent, which kind of answer
was given about which article or field. Signed assertions and the texts and values of answers are dropped when the turn
ends, so neither a memory dump nor a later turn can leak them. What a person wants forgotten goes at once, whole. The
store fails loudly: there is no second one behind it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from secondment.identity import epoch_of

# for longer than a message can be on its way that was signed before (120 seconds), and its turn takes
_FORGOTTEN_SECONDS = 600.0
_KEPT_OF_AN_ANSWER = ("kind", "article", "topic", "field")
_KEPT_ENTITIES = frozenset({"field"})


class BoundedTrackerStore(TrackerStore):  # type: ignore[misc]  # Rasa is not typed
    """The tracker store of `endpoints.yml`; sizes and times stand there."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        max_events: int = 60,
        idle_seconds: float = 7200,
        max_conversations: int = 20_000,
        now: Callable[[], float] = time.monotonic,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._max_events = int(max_events)
        self._idle_seconds = float(idle_seconds)
        self._max_conversations = int(max_conversations)
        self._now = now
        # least recently used first: what is dropped for age or number always stands at the front
        self._kept: OrderedDict[str, tuple[float, tuple[Event, ...]]] = OrderedDict()
        # epochs that were forgotten, and when
        self._forgotten: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    @classmethod
    def from_endpoint(cls, told: dict[str, Any]) -> BoundedTrackerStore:
        """The store with the sizes of `endpoints.yml`; a misspelled size is an error, not a default."""
        unknown = set(told) - {"type", "max_events", "idle_seconds", "max_conversations"}
        if unknown:
            raise ValueError(f"endpoints.yml: tracker_store: unknown {', '.join(sorted(unknown))}")
        return cls(**{name: value for name, value in told.items() if name != "type"})

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the last session of a conversation, scrubbed and cut to its last turns, unless it was forgotten."""
        self.drop_old()
        if epoch_of(tracker.sender_id) in self._forgotten:
            return
        self._kept[tracker.sender_id] = (self._now(), self._shorten(scrub(tracker)))
        self._kept.move_to_end(tracker.sender_id)
        self.drop_old()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was last saved, or None when there is none or it has been idle for too long."""
        self.drop_old()
        kept = self._kept.get(sender_id)
        if kept is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in kept[1]:
            tracker.update(event)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of the conversations kept."""
        return list(self._kept)

    async def forget(self, epoch: str) -> int:
        """Drop every conversation of an epoch (see `epoch_of`); tells how many there were.

        A turn under way has a tracker of its own, and a message that was signed before may still come in: of a
        forgotten epoch neither is kept. To wait for the conversation's lock would help against the first alone.
        """
        those = [sender_id for sender_id in self._kept if epoch_of(sender_id) == epoch]
        for sender_id in those:
            del self._kept[sender_id]
        self._forgotten[epoch] = self._now()
        self._forgotten.move_to_end(epoch)
        self.drop_old()
        return len(those)

    def drop_old(self) -> None:
        """Drop what has been idle for too long or is too much; every message does so, and somebody when none comes."""
        self._drop_idle()
        forgotten_since = self._now() - _FORGOTTEN_SECONDS
        while self._forgotten:
            epoch, when = next(iter(self._forgotten.items()))
            if when >= forgotten_since and len(self._forgotten) <= self._max_conversations:
                return
            del self._forgotten[epoch]

    def _drop_idle(self) -> None:
        oldest_kept = self._now() - self._idle_seconds
        while self._kept:
            sender_id, (touched, _) = next(iter(self._kept.items()))
            if touched >= oldest_kept and len(self._kept) <= self._max_conversations:
                return
            del self._kept[sender_id]

    def _shorten(self, events: list[Event]) -> tuple[Event, ...]:
        """The last whole turns that fit; the slots set before them are set again at their beginning."""
        if len(events) <= self._max_events:
            return tuple(events)
        cut = next(
            (
                place
                for place in range(len(events) - self._max_events, len(events))
                if isinstance(events[place], ActionExecuted) and events[place].action_name == ACTION_LISTEN_NAME
            ),
            len(events) - self._max_events,
        )
        slots = {event.key: event for event in events[:cut] if isinstance(event, SlotSet)}
        return (*slots.values(), *events[cut:])


def scrub(tracker: DialogueStateTracker) -> list[Event]:
    """The events of the last session without assertions, answers and values; of what a slot held only the last."""
    events = list(tracker.events)
    starts = [place for place, event in enumerate(events) if isinstance(event, SessionStarted)]
    kept = events[starts[-1] if starts else 0 :]
    last = {event.key: place for place, event in enumerate(kept) if isinstance(event, SlotSet)}
    now = (event for place, event in enumerate(kept) if not isinstance(event, SlotSet) or last[event.key] == place)
    return [event for event in map(_scrubbed, now) if event is not None]


def _scrubbed(event: Event) -> Event | None:
    if isinstance(event, UserUttered):
        return _scrubbed_words(event)
    if isinstance(event, BotUttered):
        return _scrubbed_answer(event)
    if isinstance(event, SlotSet) and event.key == SESSION_START_METADATA_SLOT:
        return None
    if isinstance(event, DefinePrevUserUtteredFeaturization | FollowupAction):
        return None
    return event


def _scrubbed_words(event: UserUttered) -> UserUttered:
    if not event.metadata and "intent_ranking" not in event.parse_data:
        return event
    kept = UserUttered(
        text=event.text,
        intent={"name": event.intent_name, "confidence": event.intent.get("confidence", 0.0)},
        entities=[
            {"entity": entity["entity"], "value": entity["value"]}
            for entity in event.entities
            if entity.get("entity") in _KEPT_ENTITIES
        ],
        timestamp=event.timestamp,
        input_channel=event.input_channel,
        message_id=event.message_id,
        use_text_for_featurization=False,
    )
    kept.parse_data["metadata"] = {}
    return kept


def _scrubbed_answer(event: BotUttered) -> BotUttered:
    if event.text is None:
        return event
    answer = ((event.data or {}).get("custom") or {}).get("answer") or {}
    kept = {key: answer[key] for key in _KEPT_OF_AN_ANSWER if answer.get(key) is not None}
    return BotUttered(text=None, data={"custom": {"answer": kept}}, timestamp=event.timestamp)
