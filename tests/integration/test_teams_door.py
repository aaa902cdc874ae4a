"""The door of Teams from outside: people write, Teams sends, answers arrive where they may be read."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tests.gateway_fakes import CLARIFY, END, PAYER
from tests.stand_ins.bot_connector import ADA, BEN, CEM, CHANNEL
from tests.teams_world import World, microsoft, search, teams_world


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One gateway for the whole file: its SDK takes seconds to load."""
    with teams_world(tmp_path_factory.mktemp("teams")) as running:
        yield running


@pytest.fixture
def world(house: World) -> World:
    """The gateway, with nothing said yet."""
    house.teams.sent.clear()
    house.teams.faults.clear()
    house.teams.refuses_new_chats = False
    house.engine.asked.clear()
    house.engine.pause = 0.0
    return house


def test_a_question_in_the_personal_chat_is_answered_there(world: World) -> None:
    """With facts of the own record in it."""
    (sent,) = world.said(world.teams.activity(ADA, "When does mine end?"))

    assert ADA.chat == sent.conversation
    assert END.text in sent.text


def test_an_answer_that_takes_a_while_is_announced(world: World) -> None:
    """By the typing indicator."""
    world.engine.pause = 0.5
    world.said(world.teams.activity(ADA, "Who pays?"))

    assert ["typing", "message"] == [one.activity["type"] for one in world.teams.sent]


def test_the_same_activity_three_times_is_answered_once(world: World) -> None:
    """Teams repeats what it thinks was lost."""
    activity = world.teams.activity(ADA, "Who pays?")

    world.said(activity, activity, activity)
    world.said(world.teams.activity(ADA, "Thanks"))

    assert (2, 2) == (len(world.engine.asked), len(world.teams.messages))


def test_a_button_submits_its_choice_and_the_card_says_so(world: World) -> None:
    """No text comes with it; the old card loses its choices, then the answer follows."""
    (card,) = world.said(world.teams.activity(ADA, "how long"))

    updated, answer = world.said(world.teams.press(ADA, card, "How long a secondment usually lasts"), replies=2)

    assert ("article", "usual-length") == _choice(world)
    assert (card.activity["id"], {}) == (updated.update, updated.buttons)
    assert updated.text.endswith("Chosen: How long a secondment usually lasts\n")
    assert PAYER.text.split("\n")[0] in answer.text


def test_a_button_works_once_more_later(world: World) -> None:
    """On a card that is still there in another window."""
    (card,) = world.said(world.teams.activity(ADA, "how long"))
    world.said(world.teams.press(ADA, card, "None of these"), replies=2)

    world.said(world.teams.press(ADA, card, "How long a secondment usually lasts"), replies=2)

    assert ("article", "usual-length") == _choice(world)


def test_a_button_of_somebody_elses_chat_asks_nothing(world: World) -> None:
    """Its payload is signed for the conversation it stands in."""
    (card,) = world.said(world.teams.activity(ADA, "how long"))
    stolen = world.teams.activity(BEN, value=card.buttons["None of these"], replyToId="x")

    *_, told = world.said(stolen, replies=2)

    assert 1 == len(world.engine.asked)
    assert BEN.chat == told.conversation and "earlier conversation" in told.text


def test_a_general_question_in_a_channel_is_answered_in_its_thread(world: World) -> None:
    """The mention is no part of the question."""
    (sent,) = world.said(world.teams.mention(ADA, "Who pays?", thread="101"))

    assert f"{CHANNEL};messageid=101" == sent.conversation
    assert "Who pays?" == world.engine.asked[0][1]


def test_the_own_record_asked_about_in_a_channel_is_told_alone(world: World) -> None:
    """The channel gets nothing of it."""
    (sent,) = world.said(world.teams.mention(ADA, "When does mine end?", thread="102"))

    assert ADA.chat == sent.conversation
    assert [] == [one for one in world.teams.messages if CHANNEL in one.conversation]


def test_a_general_answer_told_alone_can_be_shared_where_it_was_asked(world: World) -> None:
    """The button is pressed in the personal chat; the answer follows in the channel's thread."""
    (alone,) = world.said(world.teams.mention(ADA, "How much leave?", thread="107"))
    assert ADA.chat == alone.conversation

    changed, shared = world.said(world.teams.press(ADA, alone, "Share with everyone"), replies=2)

    assert (ADA.chat, alone.activity["id"]) == (changed.conversation, changed.update)
    assert "Share with everyone" not in changed.buttons
    assert f"{CHANNEL};messageid=107" == shared.conversation
    assert PAYER.text.split("\n")[0] in shared.text


def test_another_button_pressed_first_does_not_lose_the_way_back(world: World) -> None:
    """The card that is drawn anew can still be shared."""
    (alone,) = world.said(world.teams.mention(ADA, "How much leave?", thread="108"))
    changed, _ = world.said(world.teams.press(ADA, alone, "Tell me more"), replies=2)

    *_, shared = world.said(world.teams.press(ADA, changed, "Share with everyone"), replies=2)

    assert f"{CHANNEL};messageid=108" == shared.conversation


def test_a_button_that_shares_works_for_its_owner_only(world: World) -> None:
    """Whoever gets hold of its data brings nothing into the channel."""
    (alone,) = world.said(world.teams.mention(ADA, "How much leave?", thread="109"))
    stolen = world.teams.activity(BEN, value=alone.buttons["Share with everyone"], replyToId=alone.activity["id"])
    world.said(stolen, replies=2)

    assert [] == [one for one in world.teams.messages if CHANNEL in one.conversation]


def test_who_cannot_be_reached_alone_is_told_so_where_they_asked(world: World) -> None:
    """A sentence, and nothing of the answer."""
    world.teams.refuses_new_chats = True

    (sent,) = world.said(world.teams.mention(CEM, "When does mine end?", thread="103"))

    assert f"{CHANNEL};messageid=103" == sent.conversation
    assert "18 January 2027" not in sent.text and "personal chat" in sent.text


def test_once_called_in_it_follows_up_without_being_named(world: World) -> None:
    """And keeps quiet when somebody else is addressed."""
    world.said(world.teams.mention(ADA, "Who pays?", thread="104"))
    world.said(world.teams.activity(ADA, "And who pays for travel?", thread="104"))
    ben = {"type": "mention", "text": "<at>Ben</at>", "mentioned": {"id": BEN.account}}
    quiet = world.teams.activity(ADA, "<at>Ben</at> who pays for lunch?", thread="104", entities=[ben])
    assert 200 == world.post(quiet).status_code
    world.said(world.teams.activity(BEN, "Thanks"))

    assert ["Who pays?", "And who pays for travel?", "Thanks"] == [text for _, text in world.engine.asked]


def test_a_thread_it_was_not_called_into_is_left_alone(world: World) -> None:
    """Also where it may read along."""
    assert 200 == world.post(world.teams.activity(ADA, "Who pays?", thread="105")).status_code
    world.said(world.teams.activity(BEN, "Thanks"))

    assert ["Thanks"] == [text for _, text in world.engine.asked]


def test_an_unknown_account_gets_a_link_and_no_answer(world: World) -> None:
    """To the page where the person confirms it, signed in."""
    (sent,) = world.said(world.teams.activity(CEM, "When does mine end?"))

    action = sent.activity["attachments"][0]["content"]["body"][-1]["actions"][0]
    assert [] == world.engine.asked
    assert action["url"].startswith(f"{world.address}/link/")


def test_the_welcome_comes_once_however_often_an_installation_is_told(world: World) -> None:
    """In the personal chat as a greeting with starters."""
    told = world.teams.activity(ADA, type="installationUpdate", action="add")
    also = world.teams.activity(ADA, type="conversationUpdate", membersAdded=[told["recipient"]])

    (sent,) = world.said(told, also)
    world.said(world.teams.activity(ADA, "Thanks"))

    assert "When does mine end?" in sent.buttons
    assert 2 == len(world.teams.messages)


def test_in_a_team_the_welcome_says_how_to_call_it(world: World) -> None:
    """Nothing personal, nobody is asked anything."""
    (sent,) = world.said(world.teams.activity(ADA, thread="106", type="installationUpdate", action="add"))

    assert [] == world.engine.asked
    assert "Mention me" in sent.text


def test_a_search_finds_general_answers_to_insert(world: World) -> None:
    """Cards without buttons, asked on a group's surface."""
    body = world.post(search(world.teams, "who pays")).json()["composeExtension"]

    (found,) = body["attachments"]
    assert ("result", "who pays", "group") == (
        body["type"],
        found["preview"]["content"]["title"],
        world.engine.asked[0][0].surface,
    )
    assert "Action.Submit" not in str(found["content"])


def test_a_search_that_could_mean_several_articles_shows_them(world: World) -> None:
    """Each under its title."""
    body = world.post(search(world.teams, "how long")).json()["composeExtension"]

    assert [offer.title for offer in CLARIFY.offers[:2]] == [
        one["preview"]["content"]["title"] for one in body["attachments"]
    ]


@pytest.mark.parametrize(("words", "said"), [("when does mine end", "no general answer"), ("", "Type a question")])
def test_a_search_never_tells_anything_of_a_record(world: World, words: str, said: str) -> None:
    """A sentence instead."""
    body = world.post(search(world.teams, words)).json()["composeExtension"]

    assert "message" == body["type"] and said in body["text"]
    assert "18 January" not in str(body)


def test_a_search_by_an_unknown_account_asks_nothing(world: World) -> None:
    """Not even in general: only people of the company are served."""
    activity = search(world.teams, "who pays") | {"from": world.teams.activity(CEM)["from"]}

    assert "do not know yet who you are" in world.post(activity).json()["composeExtension"]["text"]
    assert [] == world.engine.asked


def test_without_a_proof_nothing_is_read(world: World) -> None:
    """401 before anything else, with no word of the reason."""
    response = world.post(world.teams.activity(ADA, "When does mine end?"), headers={})

    assert (401, []) == (response.status_code, world.engine.asked)
    assert "token" not in response.text


@pytest.mark.parametrize("shape", ["{host}", "{host}/emea/", "{host}/@smba.trafficmanager.net/"])
def test_an_attackers_service_address_sees_no_request(world: World, shape: str) -> None:
    """Not even when it is signed: the token of the bot would go there."""
    with microsoft() as attacker:
        activity = world.teams.activity(ADA, "Who pays?", serviceUrl=shape.format(host=attacker.address))
        proof = world.teams.proof(lambda claims: claims.update(serviceurl=activity["serviceUrl"]))
        status = world.post(activity, proof).status_code
        world.said(world.teams.activity(BEN, "Thanks"))

        assert (403, [], []) == (status, attacker.sent, attacker.asked)


def test_a_foreign_tenant_is_refused(world: World) -> None:
    """Its token may be as good as ours."""
    activity = world.teams.activity(ADA, "Hello")
    activity["channelData"] = {"tenant": {"id": "foreign"}}
    activity["conversation"]["tenantId"] = "foreign"

    assert (403, []) == (world.post(activity).status_code, world.engine.asked)


def test_a_message_that_is_too_long_is_told_so(world: World) -> None:
    """As at the other doors, and the engine is not asked."""
    (sent,) = world.said(world.teams.activity(ADA, "who pays? " * 500))

    assert ("longer than 4,000 characters" in sent.text, []) == (True, world.engine.asked)


def test_odd_characters_are_no_fault_of_ours(world: World) -> None:
    """A character that stands for nothing is left out."""
    (sent,) = world.said(world.teams.activity(ADA, "Who\0 pays?"))

    assert PAYER.text.split("\n")[0] in sent.text


@pytest.mark.parametrize("body", ["{", "[]", "null", '"text"', "[" * 5000, '{"text": "\\ud800"}'])
def test_what_is_no_activity_is_refused(world: World, body: str) -> None:
    """By name, never as a fault of ours."""
    response = httpx2.post(
        f"{world.address}/api/teams/messages",
        content=body,
        headers={**world.teams.proof(), "Content-Type": "application/json"},
    )

    assert 422 == response.status_code


def _choice(world: World) -> tuple[str, str]:
    choice = world.engine.asked[-1][0].choice
    assert choice is not None
    return choice.kind, choice.value
