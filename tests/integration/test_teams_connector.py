"""The way to Teams against a Bot Connector on loopback: what arrives, what is tried again, what never is."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.platform.message import TryAgain, Undeliverable
from gateway.teams.addresses import ServiceAddresses
from gateway.teams.connector import TeamsConnector
from gateway.teams.origin import Origins
from gateway.teams.tokens import BotToken, Credentials
from tests.gateway_fakes import KEYS
from tests.stand_ins.bot_connector import ADA, APP_ID, BOT, SECRET, TENANT, BotConnector

HINT = "Write to me alone."
WORDS = {"text": "Hello *you*", "summary": "Hello"}
CARD = {**WORDS, "card": {"type": "AdaptiveCard", "version": "1.5", "body": []}}


@pytest.fixture
def address(teams: BotConnector) -> dict[str, Any]:
    """The way to Ada's chat."""
    return {"service": teams.address, "conversation": ADA.chat, "bot": BOT, "member": ADA.account, "tenant": TENANT}


def connector(teams: BotConnector, *, secret: str = SECRET, allowed: str | None = None) -> TeamsConnector:
    """A connector that takes the stand-in for Microsoft."""
    token = BotToken(Credentials(APP_ID, secret, TENANT, teams.address))
    return TeamsConnector(
        token, ServiceAddresses(teams.address if allowed is None else allowed), Origins(KEYS), HINT, timeout=0.5
    )


async def test_words_arrive_as_they_are(teams: BotConnector, address: dict[str, Any]) -> None:
    """Plain text: an asterisk is an asterisk. The bot proves itself with its own token."""
    await connector(teams).send(address, WORDS, "d-1")

    (sent,) = teams.sent
    assert (ADA.chat, "Hello *you*", "plain", "Bearer bot-1") == (
        sent.conversation,
        sent.activity["text"],
        sent.activity["textFormat"],
        sent.authorization,
    )


async def test_a_card_arrives_with_a_summary_for_notifications(teams: BotConnector, address: dict[str, Any]) -> None:
    """And without its words a second time."""
    await connector(teams).send(address, CARD, "d-1")

    activity = teams.sent[0].activity
    assert ("Hello", None, CARD["card"]) == (
        activity["summary"],
        activity.get("text"),
        activity["attachments"][0]["content"],
    )


async def test_one_token_serves_many_messages(teams: BotConnector, address: dict[str, Any]) -> None:
    """It is kept until shortly before it ends."""
    way = connector(teams)
    await way.send(address, WORDS, "d-1")
    await way.send(address, WORDS, "d-2")

    assert (2, 1) == (len(teams.sent), teams.tokens_given)


async def test_a_card_that_is_refused_is_told_in_words(teams: BotConnector, address: dict[str, Any]) -> None:
    """Too large, or a client that knows no cards."""
    teams.faults = [413]

    await connector(teams).send(address, CARD, "d-1")

    assert "Hello *you*" == teams.sent[0].activity["text"]


async def test_too_many_requests_are_tried_again_when_teams_says(teams: BotConnector, address: dict[str, Any]) -> None:
    """`Retry-After` in seconds."""
    teams.faults = [(429, 7)]

    with pytest.raises(TryAgain) as error:
        await connector(teams).send(address, WORDS, "d-1")

    assert (7.0, False) == (error.value.after_seconds, error.value.uncertain)


@pytest.mark.parametrize("fault", [500, 503, 412])
async def test_a_fault_of_teams_is_tried_again(teams: BotConnector, address: dict[str, Any], fault: int) -> None:
    """In our own time."""
    teams.faults = [fault]

    with pytest.raises(TryAgain) as error:
        await connector(teams).send(address, WORDS, "d-1")

    assert (None, False) == (error.value.after_seconds, error.value.uncertain)


@pytest.mark.parametrize("fault", ["drop", 2.0], ids=["drop", "slow"])
async def test_what_was_cut_off_may_have_arrived(teams: BotConnector, address: dict[str, Any], fault: Any) -> None:
    """The chain is told so."""
    teams.faults = [fault]

    with pytest.raises(TryAgain) as error:
        await connector(teams).send(address, WORDS, "d-1")

    assert error.value.uncertain


async def test_what_teams_refuses_is_not_tried_again(teams: BotConnector, address: dict[str, Any]) -> None:
    """Its word for it is kept, nothing else of its answer."""
    teams.faults = [403]

    with pytest.raises(Undeliverable) as error:
        await connector(teams).send(address, WORDS, "d-1")

    assert "403 BadSyntax" == error.value.reason


async def test_a_refused_token_is_asked_for_anew(teams: BotConnector, address: dict[str, Any]) -> None:
    """A secret may have been changed meanwhile."""
    teams.faults = [401]
    way = connector(teams)
    with pytest.raises(TryAgain):
        await way.send(address, WORDS, "d-1")
    await way.send(address, WORDS, "d-1")

    assert "Bearer bot-2" == teams.sent[0].authorization


async def test_a_wrong_secret_sends_nothing(teams: BotConnector, address: dict[str, Any]) -> None:
    """It waits for the operator to mend it."""
    with pytest.raises(TryAgain):
        await connector(teams, secret="wrong").send(address, WORDS, "d-1")

    assert [] == teams.sent


async def test_a_card_is_replaced(teams: BotConnector, address: dict[str, Any]) -> None:
    """By the id of its message."""
    await connector(teams).send(address, {**CARD, "update": "77"}, "d-1")

    assert "77" == teams.sent[0].update


async def test_a_card_that_cannot_be_replaced_is_let_be(teams: BotConnector, address: dict[str, Any]) -> None:
    """Too old, or deleted: no reason to give up what comes after it."""
    teams.faults = [404]

    await connector(teams).send(address, {**CARD, "update": "77"}, "d-1")

    assert [] == teams.sent


async def test_the_token_goes_to_no_address_off_the_list(teams: BotConnector, address: dict[str, Any]) -> None:
    """The attacker's host sees no request at all, not even without a token."""
    way = connector(teams, allowed="")
    with pytest.raises(Undeliverable):
        await way.send(address, WORDS, "d-1")
    await way.typing(address)

    assert ([], 0) == (teams.sent, teams.tokens_given)


async def test_typing_is_shown_and_never_fails(teams: BotConnector, address: dict[str, Any]) -> None:
    """It is a courtesy."""
    await connector(teams).typing(address)
    await connector(teams, secret="wrong").typing(address)

    assert ["typing"] == [one.activity["type"] for one in teams.sent]


async def test_the_personal_chat_is_opened_for_who_wrote_in_a_channel(
    teams: BotConnector, address: dict[str, Any]
) -> None:
    """Where the assistant is installed for them."""
    way = connector(teams)
    alone = way.alone({**address, "conversation": "19:x@thread.tacv2", "pressed": {}}, None)
    assert alone is not None

    await way.send(alone, WORDS, "d-1")

    assert ADA.chat == teams.sent[0].conversation


async def test_without_an_installation_the_personal_chat_is_refused(
    teams: BotConnector, address: dict[str, Any]
) -> None:
    """Where they asked they read how to reach the assistant, and nothing of the answer."""
    teams.refuses_new_chats = True
    way = connector(teams)

    await way.send(way.alone({**address, "conversation": "19:x@thread.tacv2"}, None) or {}, WORDS, "d-1")

    assert [("19:x@thread.tacv2", HINT)] == [(one.conversation, one.text) for one in teams.sent]


async def test_without_a_place_to_say_so_the_refusal_stands(teams: BotConnector, address: dict[str, Any]) -> None:
    """What the assistant says unasked is then given up."""
    teams.refuses_new_chats = True

    with pytest.raises(Undeliverable, match="403 BotNotInConversationRoster"):
        await connector(teams).send({**address, "conversation": ""}, WORDS, "d-1")


def test_the_personal_chat_last_used_is_preferred(teams: BotConnector, address: dict[str, Any]) -> None:
    """And without either there is no way."""
    way = connector(teams)

    assert {**address, "asked_in": ""} == way.alone({}, {**address, "pressed": {}})
    assert None is way.alone({"tenant": TENANT, "user": ADA.object_id}, None)
