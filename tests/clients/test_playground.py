"""The door of Teams and a client nobody here wrote: Microsoft 365 Agents Playground (`make test-clients`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.playground import CHANNEL, GROUP, PERSONAL, Playground, missing, playground
from tests.gateway_fakes import CLARIFY, END, PAYER, free_port
from tests.stand_ins.bot_connector import ADA
from tests.teams_world import World, gateway, microsoft

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Playground, World]]:
    """The gateway first, then the Playground before it."""
    port = free_port()
    with (
        microsoft() as teams,
        gateway(tmp_path_factory.mktemp("gateway"), teams, ADA, service=f"http://localhost:{port}") as world,
        playground(tmp_path_factory.mktemp("playground"), port, teams, lambda: world.address) as client,
    ):
        yield client, world


@pytest.fixture
def client(house: tuple[Playground, World]) -> Playground:
    """The Playground, with nothing heard yet."""
    house[0].heard.clear()
    house[1].engine.asked.clear()
    return house[0]


def test_a_question_in_the_personal_chat_shows_a_card(client: Playground) -> None:
    """Facts of the own record, with buttons."""
    client.say("When does mine end?")

    (card,) = client.shown(1)
    assert PERSONAL == card.conversation
    assert END.text in card.text and "What happens in the last weeks?" in card.buttons


def test_a_pressed_button_changes_its_card_and_is_answered(client: Playground) -> None:
    """The Playground submits it without text, as Teams does."""
    client.say("how long")
    (card,) = client.shown(1)
    client.press(card, CLARIFY.offers[0].title)

    assert PAYER.text.split("\n")[0] in client.shown(2)[1].text
    (changed,) = client.shown(1, "updateMessage")
    assert (card.activity["messageId"], {}) == (changed.activity["messageId"], changed.buttons)


def test_in_a_group_chat_a_mention_is_answered_there(client: Playground) -> None:
    """In general."""
    client.say("who pays?", GROUP, mention=True)

    assert [GROUP] == [one.conversation for one in client.shown(1)]


def test_in_a_channel_the_answer_stands_in_the_thread(client: Playground) -> None:
    """That of the message it answers."""
    client.say("who pays?", CHANNEL, mention=True)

    (sent,) = client.shown(1)
    assert sent.conversation.startswith(f"{CHANNEL};messageid=")


def test_the_own_record_is_not_told_in_a_channel(client: Playground) -> None:
    """But in the personal chat."""
    client.say("When does mine end?", CHANNEL, mention=True)

    (sent,) = client.shown(1)
    assert PERSONAL == sent.conversation and END.text in sent.text


def test_installing_is_answered_with_a_welcome(client: Playground) -> None:
    """With starters to press."""
    client.install()

    assert "When does mine end?" in client.shown(1)[0].buttons


def test_a_search_brings_cards_to_insert(client: Playground) -> None:
    """In the shape the Playground accepts."""
    told = client.search("who pays")["composeExtension"]

    assert ("result", 1) == (told["type"], len(told["attachments"]))
