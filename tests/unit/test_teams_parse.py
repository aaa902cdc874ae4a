"""What Teams sends becomes a message, an installation, a search, or a reason to ignore it; never an error."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.platform.message import Account, Place, PlatformMessage
from gateway.teams.parse import Ignored, Installed, Search, parse
from tests.stand_ins.bot_connector import ADA, BEN, BOT, CHANNEL, TENANT, BotConnector

TEAMS = BotConnector("https://smba.trafficmanager.net/emea/")


def message(activity: dict[str, Any]) -> PlatformMessage:
    """The message an activity is read as."""
    told = parse(activity)
    assert isinstance(told, PlatformMessage), told
    return told


def test_a_message_in_a_personal_chat_is_its_senders_words() -> None:
    """The account is tenant and directory id, never a name."""
    told = message(TEAMS.activity(ADA, "When does mine end?"))

    assert Account("teams", TENANT, ADA.object_id) == told.account
    assert (Place("personal", ADA.chat), "When does mine end?") == (told.place, told.text)


def test_a_channel_has_threads() -> None:
    """The id of the first message names the thread."""
    told = message(TEAMS.mention(ADA, "who pays?", thread="17"))

    assert (Place("group", CHANNEL, "17"), "who pays?", True, False) == (
        told.place,
        told.text,
        told.mentioned,
        told.names_others,
    )


def test_others_who_are_mentioned_are_told_by_name() -> None:
    """And noted, so that the assistant keeps quiet when people talk to each other."""
    entity = {"type": "mention", "text": "<at>Ben</at>", "mentioned": {"id": BEN.account, "name": "Ben"}}

    told = message(TEAMS.activity(ADA, "<at>Ben</at>\u00a0 do you know?", thread="17", entities=[entity]))

    assert ("Ben do you know?", False, True) == (told.text, told.mentioned, told.names_others)


def test_a_pressed_button_arrives_without_text() -> None:
    """Its payload is the text, and the way back knows its card."""
    value = {"secondment": "~abc.def", "card": "state"}

    told = message(TEAMS.activity(ADA, value=value, replyToId="77"))

    assert "~abc.def" == told.text
    assert {"payload": "~abc.def", "card": "77", "state": "state", "group": False} == told.address["pressed"]


def test_the_same_activity_has_the_same_key_and_another_a_different_one() -> None:
    """Teams sends again what it thinks was lost."""
    first, second = TEAMS.activity(ADA, "Hello"), TEAMS.activity(ADA, "Hello")

    assert message(first).key == message(dict(first)).key
    assert message(first).key != message(second).key


@pytest.mark.parametrize(
    "more",
    [
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": [{"id": BOT}]},
    ],
)
def test_being_installed_is_noticed_whichever_way_it_is_told(more: dict[str, Any]) -> None:
    """Both have one key, so that people are welcomed once."""
    told = parse(TEAMS.activity(ADA, **more))
    other = parse(TEAMS.activity(ADA, type="installationUpdate", action="add"))

    assert isinstance(told, Installed) and isinstance(other, Installed)
    assert other.message.key == told.message.key


def test_a_search_brings_its_words() -> None:
    """The box asks once when it is opened, without words."""
    asked = {"commandId": "secondment", "parameters": [{"name": "question", "value": " who pays "}]}
    opened = {"commandId": "secondment", "parameters": [{"name": "initialRun", "value": "true"}]}

    found = [parse(TEAMS.activity(ADA, type="invoke", name="composeExtension/query", value=v)) for v in (asked, opened)]

    assert ["who pays", ""] == [one.words for one in found if isinstance(one, Search)]


BEN_ONLY = {"id": BEN.account, "name": "Ben"}
ZOO: dict[str, dict[str, Any]] = {
    "no words": {"text": "  "},
    "a null value": {"text": None, "value": None},
    "a list as value": {"text": "", "value": [1]},
    "a number as payload": {"text": "", "value": {"secondment": 7}},
    "only a mention": {
        "text": "<at>Secondment</at>",
        "entities": [{"type": "mention", "text": "<at>Secondment</at>", "mentioned": {"id": BOT}}],
    },
    "a reaction": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    "an edit": {"type": "messageUpdate", "text": "Hello"},
    "a deletion": {"type": "messageDelete"},
    "typing": {"type": "typing"},
    "somebody else joins": {"type": "conversationUpdate", "membersAdded": [BEN_ONLY]},
    "a team tells again that it was added": {
        "type": "conversationUpdate",
        "membersAdded": [{"id": BOT}],
        "conversation": {"id": CHANNEL, "conversationType": "channel", "tenantId": TENANT},
    },
    "odd members": {"type": "conversationUpdate", "membersAdded": "all"},
    "removal": {"type": "installationUpdate", "action": "remove"},
    "another invocation": {"type": "invoke", "name": "task/fetch"},
    "no type": {"type": None},
    "an unknown type": {"type": "trace"},
    "our own message": {"text": "Hello", "from": {"id": BOT, "aadObjectId": ADA.object_id}},
    "no directory id": {"text": "Hello", "from": BEN_ONLY},
    "a made-up directory id": {"text": "Hello", "from": {**BEN_ONLY, "aadObjectId": "E-1001"}},
    "sender is no object": {"text": "Hello", "from": "Ada"},
    "no id": {"text": "Hello", "id": None},
    "a group chat where it is not named": {
        "text": "Hello",
        "conversation": {"id": "19:chat@unq.gbl.spaces", "conversationType": "groupChat", "tenantId": TENANT},
    },
    "an id that climbs": {"text": "Hello", "conversation": {"id": "../../admin", "tenantId": TENANT}},
}


@pytest.mark.parametrize("animal", ZOO)
def test_what_is_not_for_us_is_ignored(animal: str) -> None:
    """With a reason for the log."""
    told = parse(TEAMS.activity(ADA) | ZOO[animal])

    assert isinstance(told, Ignored) and told.reason


def test_odd_entities_do_not_lose_a_message() -> None:
    """Only the fields that count are read."""
    activity = TEAMS.activity(ADA, "Hello", entities=[None, 7, {"type": "mention"}, {"type": "clientInfo"}])

    assert "Hello" == message(activity).text
