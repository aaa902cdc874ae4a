"""The way back from a personal chat to where a question was asked: signed, and for its owner only."""

from __future__ import annotations

from typing import Any

from gateway.platform.message import Place, PlatformMessage
from gateway.teams.origin import Origins
from gateway.teams.parse import parse
from tests.gateway_fakes import KEYS
from tests.stand_ins.bot_connector import ADA, BEN, CHANNEL, BotConnector, Member

TEAMS = BotConnector("https://smba.trafficmanager.net/emea/")
ORIGINS = Origins(KEYS)
THREAD = f"{CHANNEL};messageid=17"
SHARE: dict[str, Any] = {
    "type": "Action.Submit",
    "title": "Share",
    "data": {"secondment": "~a.b", "card": "", "share": True},
}
MORE: dict[str, Any] = {"type": "Action.Submit", "title": "More", "data": {"secondment": "~c.d", "card": ""}}


def sent(action: dict[str, Any], asked_in: str = THREAD) -> dict[str, Any]:
    """The data of a button on a card that went to Ada alone."""
    payload = {"text": "", "card": {"body": [{"type": "ActionSet", "actions": [action]}]}}
    told = ORIGINS.write(payload, {"member": ADA.account, "asked_in": asked_in})
    data: dict[str, Any] = told["card"]["body"][0]["actions"][0]["data"]
    return data


def pressed(data: dict[str, Any], member: Member = ADA, **more: Any) -> PlatformMessage:
    """What a press in a personal chat is taken for."""
    activity = TEAMS.activity(member, value=data, replyToId="77", **more)
    message = parse(activity)
    assert isinstance(message, PlatformMessage)
    return ORIGINS.restore(message, activity)


def test_sharing_counts_as_pressed_where_the_question_was_asked() -> None:
    """The card that is marked stays where it is."""
    message = pressed(sent(SHARE))

    assert (Place("group", CHANNEL, "17"), THREAD) == (message.place, message.address["conversation"])
    assert ADA.chat == message.address["pressed"]["in"]


def test_another_button_stays_in_the_personal_chat_and_hands_the_way_on() -> None:
    """To the card that is drawn anew."""
    message = pressed(sent(MORE))

    assert (Place("personal", ADA.chat), THREAD) == (message.place, message.address["asked_in"])


def test_a_button_of_somebody_else_leads_nowhere() -> None:
    """Even with a sound signature."""
    assert Place("personal", BEN.chat) == pressed(sent(SHARE), BEN).place


def test_a_made_up_way_leads_nowhere() -> None:
    """Nobody chooses where the assistant speaks."""
    assert Place("personal", ADA.chat) == pressed({**SHARE["data"], "asked_in": THREAD}).place


def test_words_with_the_data_of_a_button_are_words() -> None:
    """Only a press is a press."""
    data = sent(SHARE)
    del data["secondment"]

    assert Place("personal", ADA.chat) == pressed(data, text="Hello").place


def test_what_was_not_asked_in_a_channel_goes_out_as_it_is() -> None:
    """Buttons of personal chats carry nothing more."""
    assert SHARE["data"] == sent(SHARE, asked_in="")
