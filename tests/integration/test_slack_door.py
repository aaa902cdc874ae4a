"""The door of Slack: what is answered where, and everything one can do there."""

from __future__ import annotations

import json
from typing import Any

from secondment.identity import Choice
from tests.gateway_fakes import END, PAYER
from tests.slack_world import SlackWorld
from tests.stand_ins.slack import (
    ADA,
    APP,
    BEN,
    HOME,
    HOST,
    STRANGER,
    buttons,
    command,
    direct,
    event,
    in_channel,
    mention,
    pressed,
)


async def test_a_direct_message_is_answered_in_the_chat(world: SlackWorld) -> None:
    """With the workspace's own token, without previews of links."""
    await world.event(direct("When does mine end?"))
    (message,) = await world.posts(1)
    call = next(call for call in world.slack.calls if call.method == "chat.postMessage")

    assert (f"D{ADA}", END.text, "xoxb-home") == (message["channel"], message["text"], call.token)


async def test_a_mention_is_answered_in_its_thread(world: SlackWorld) -> None:
    """The channel's other messages are not pushed away."""
    named = mention("who pays?")
    await world.event(named)
    (message,) = await world.posts(1)

    assert ("C1", named["event"]["ts"]) == (message["channel"], message["thread_ts"])


async def test_a_record_asked_for_in_public_is_told_to_the_asker_alone(world: SlackWorld) -> None:
    """The channel gets nothing at all."""
    await world.event(mention("when does mine end?"))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))
    await world.quiet()
    (told,) = world.slack.of("chat.postEphemeral")

    assert (ADA, "C1", END.text, []) == (told["user"], told["channel"], told["text"], world.slack.posted)
    assert ["group", "personal"] == [assertion.surface for assertion, _ in world.engine.asked]


async def test_who_is_not_in_the_channel_gets_it_in_the_chat(world: SlackWorld) -> None:
    """Where Slack cannot show it to one person alone."""
    from tests.stand_ins.slack import Fault

    world.slack.faults = [Fault("chat.postEphemeral", error="user_not_in_channel")]
    await world.event(mention("when does mine end?"))
    (message,) = await world.posts(1)

    assert (f"D{ADA}", END.text) == (message["channel"], message["text"])


async def test_a_thread_goes_on_without_naming_the_assistant(world: SlackWorld) -> None:
    """And is left alone when people talk to each other."""
    named = mention("who pays?")
    thread = named["event"]["ts"]
    await world.event(named)
    await world.posts(1)
    await world.event(in_channel("and who pays for travel", thread_ts=thread))
    await world.posts(2)
    for payload in (
        in_channel("I think finance does", BEN, thread_ts=thread),
        in_channel("Who pays what?", thread_ts=thread),
        in_channel("Who pays elsewhere?"),
    ):
        await world.event(payload)
    await world.quiet()

    assert ["who pays?", "and who pays for travel"] == [text for _, text in world.engine.asked]


async def test_an_unknown_member_gets_a_link_and_no_turn(world: SlackWorld) -> None:
    """In the chat; the link leads to our own page."""
    await world.event(direct("When does mine end?", STRANGER))
    (message,) = await world.posts(1)

    assert "http://127.0.0.1:8080/link/" in buttons(message)["Link my account"]
    assert [] == world.engine.asked


async def commanded(world: SlackWorld) -> dict[str, Any]:
    """What the asker alone sees after `/secondment who pays?`."""
    address = world.slack.address.replace("/api/", "/respond/now")
    await world.form(command("who pays?", response_url=address))
    await world.until(lambda: world.slack.of("respond/now"))
    (told,) = world.slack.of("respond/now")
    return told


async def test_a_command_is_answered_to_the_asker_alone(world: SlackWorld) -> None:
    """Through the address that came with it, with a button to share what is general."""
    told = await commanded(world)

    assert ("ephemeral", PAYER.text, []) == (told["response_type"], told["text"], world.slack.posted)
    assert "Share with everyone" in buttons(told)


async def test_what_is_shared_goes_to_the_channel(world: SlackWorld) -> None:
    """As the article alone, asked on the group's surface."""
    told = await commanded(world)
    container = {"type": "message", "message_ts": "1.5", "channel_id": "C1", "is_ephemeral": True}
    shown = {**told, "ts": "1.5", "channel": "C1"}
    await world.form(pressed(buttons(told)["Share with everyone"], shown, container=container))
    (message,) = await world.posts(1)
    assertion = world.engine.asked[-1][0]

    assert ("C1", PAYER.text) == (message["channel"], message["text"])
    assert ("group", Choice("article", "who-pays-salary")) == (assertion.surface, assertion.choice)


async def test_an_answer_to_a_command_that_comes_too_late_goes_to_the_chat(world: SlackWorld) -> None:
    """Slack takes answers to a command for half an hour."""
    await world.form(command("who pays?", response_url=world.slack.address.replace("/api/", "/respond/old")))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))

    assert [PAYER.text] == [told["text"] for told in world.slack.of("chat.postEphemeral")]


async def test_an_answer_goes_to_no_address_but_slacks(world: SlackWorld) -> None:
    """Whatever address a command names."""
    await world.form(command("who pays?", response_url="http://127.0.0.1:1/steal"))
    await world.until(lambda: world.slack.of("chat.postEphemeral"))

    assert [] == [call for call in world.slack.calls if call.method.startswith("respond")]


async def test_a_command_without_words_asks_for_help(world: SlackWorld) -> None:
    """Instead of nothing."""
    await world.form(command(""))
    await world.until(lambda: world.engine.asked)

    assert "help" == world.engine.asked[0][1]


async def test_the_shortcut_answers_a_message_of_the_channel_alone(world: SlackWorld) -> None:
    """“Ask the secondment assistant”, asked by who used it."""
    payload = {
        "type": "message_action",
        "callback_id": "ask_assistant",
        "trigger_id": "t1",
        "team": {"id": HOME},
        "api_app_id": APP,
        "user": {"id": ADA},
        "channel": {"id": "C1"},
        "message": {"type": "message", "user": BEN, "ts": "5.5", "text": "Who pays?"},
        "response_url": "",
    }
    await world.form(payload)
    await world.until(lambda: world.slack.of("chat.postEphemeral"))
    (told,) = world.slack.of("chat.postEphemeral")

    assert (ADA, "5.5", PAYER.text) == (told["user"], told["thread_ts"], told["text"])
    assert "E-1001" == world.engine.asked[0][0].person.employee_number


async def test_the_chat_opened_for_the_first_time_is_greeted_once(world: SlackWorld) -> None:
    """However often it is opened."""
    payload = event({"type": "app_home_opened", "user": ADA, "channel": f"D{ADA}", "tab": "messages"})
    for _ in range(3):
        await world.event(payload)
    await world.posts(1)
    await world.quiet()

    assert 1 == len(world.slack.posted)


async def test_a_new_thread_beside_the_chat_is_greeted_there(world: SlackWorld) -> None:
    """The assistant pane."""
    thread = {"user_id": ADA, "channel_id": f"D{ADA}", "thread_ts": "7.7", "context": {}}
    await world.event(event({"type": "assistant_thread_started", "assistant_thread": thread}))
    (message,) = await world.posts(1)

    assert "7.7" == message["thread_ts"]


async def test_the_home_page_shows_the_own_secondment(world: SlackWorld) -> None:
    """And questions to begin with, whose answers go to the chat."""
    await world.event(event({"type": "app_home_opened", "user": ADA, "channel": f"D{ADA}", "tab": "home"}))
    await world.until(lambda: world.slack.of("views.publish"))
    (told,) = world.slack.of("views.publish")
    title, value = next(iter(buttons(told["view"]).items()))
    press = pressed(value, {**told["view"], "ts": "", "channel": ""}, container={"type": "view", "view_id": "V1"})
    await world.form(press)
    (message,) = await world.posts(1)

    assert (ADA, "home", f"D{ADA}") == (told["user_id"], told["view"]["type"], message["channel"])
    assert title == world.engine.asked[0][1]


async def test_a_question_can_be_asked_in_a_window(world: SlackWorld) -> None:
    """Opened from the home page; its answer goes to the chat."""
    press = {**pressed("ask", {"blocks": [], "ts": "", "channel": ""}), "container": {"type": "view"}}
    press["actions"] = [{"type": "button", "action_id": "open_question", "block_id": "ask_0", "value": "ask"}]
    await world.form(press)
    (window,) = world.slack.of("views.open")
    state = {"values": {"ask_question": {"ask_question": {"type": "plain_text_input", "value": "Who pays?"}}}}
    view = {"id": "V2", "callback_id": window["view"]["callback_id"], "state": state, "type": "modal"}
    submitted = {"type": "view_submission", "team": {"id": HOME}, "api_app_id": APP, "user": {"id": ADA}, "view": view}
    await world.form(submitted)
    (message,) = await world.posts(1)

    assert (f"D{ADA}", PAYER.text) == (message["channel"], message["text"])


async def test_a_pressed_button_is_used_up_in_the_message(world: SlackWorld) -> None:
    """A choice among titles goes, and what was chosen stays."""
    await world.event(direct("How long?"))
    (message,) = await world.posts(1)
    title, value = next(iter(buttons(message).items()))
    await world.form(pressed(value, message))
    await world.until(lambda: world.slack.of("chat.update"))
    (update,) = world.slack.of("chat.update")

    assert message["ts"] == update["ts"]
    assert title not in buttons(update)
    assert f"✓ {title}" in json.dumps(update["blocks"], ensure_ascii=False)


async def test_home_and_host_workspace_lead_to_one_person(world: SlackWorld) -> None:
    """Each account has a binding of its own and is answered with its workspace's token."""
    from secondment.records.store import Binding
    from tests.builders import TODAY

    world.store.bind([Binding("slack", HOST, "UHOST", "E-1001", TODAY)])
    world.slack.users["UHOST"] = {"team_id": HOST}
    await world.event({**direct("Who pays?", "UHOST"), "team_id": HOST})
    await world.posts(1)

    assert "E-1001" == world.engine.asked[0][0].person.employee_number
    assert {"xoxb-host"} == {call.token for call in world.slack.calls}
