"""A message through both versions of Rasa's protocol: engine (Rasa 3.6.21) to actions (rasa-sdk 3.21) and back."""

from __future__ import annotations

import http.client
import secrets
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from secondment.identity import Choice, Person, derive_keys

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers


def test_a_question_comes_back_as_one_answer(servers: InnerServers) -> None:
    """Text, buttons and answer are one message."""
    (message,) = servers.told("What is a secondment?")

    assert ("knowledge", "definition_purpose") == (message["answer"]["kind"], message["answer"]["topic"])
    assert all(sorted(button) == ["choice", "title"] for button in message["buttons"])


def test_own_record_is_told_to_its_person(servers: InnerServers) -> None:
    """The value stands in the text and in the answer."""
    (message,) = servers.told("When does my secondment end?")

    answer = message["answer"]
    assert ("record", "end_date") == (answer["kind"], answer["field"])
    assert answer["value"] in message["text"]


def test_small_talk_needs_no_action(servers: InnerServers) -> None:
    """A fixed sentence of the domain passes the same way."""
    (message,) = servers.told("thank you very much")

    assert message["answer"] == {"kind": "small_talk"}


def test_a_pressed_button_brings_what_it_stands_for(servers: InnerServers) -> None:
    """The value reaches the use case through the assertion alone."""
    (message,) = servers.told("~article", choice=Choice("article", "what-is-a-secondment"))

    assert message["answer"]["article"] == "what-is-a-secondment"


def test_a_follow_up_leans_on_the_turn_before(servers: InnerServers) -> None:
    """Slots set by the action server are there in the next turn."""
    talk = secrets.token_hex(4)
    servers.told("What is a secondment?", conversation=talk)

    (message,) = servers.told("~tell_more", choice=Choice("tell_more", ""), conversation=talk)

    assert message["answer"]["article"] == "what-is-a-secondment"


def test_a_new_conversation_knows_nothing_of_another(servers: InnerServers) -> None:
    """Two people, or one person at two places, never share a memory."""
    servers.told("What is a secondment?", conversation=secrets.token_hex(4))

    (message,) = servers.told("why?", conversation=secrets.token_hex(4), person=Person("D1002"))

    assert message["answer"].get("article") is None


def test_health_speaks_for_all_that_stands_behind(servers: InnerServers) -> None:
    """Ready means that engine, actions and knowledge all answered a known question."""
    response = httpx.get(f"{servers.engine}/health", headers=servers.secret, timeout=10)

    told = {"status": "ok", "components": {"engine": "ok", "actions": "ok", "knowledge": "ok"}}
    assert (200, told) == (response.status_code, response.json())


@pytest.mark.parametrize("path", ["/model/parse", "/conversations/talk/tracker", "/webhooks/rest/webhook", "/status"])
def test_nothing_but_the_channel_is_open(servers: InnerServers, path: str) -> None:
    """No HTTP API, no stock channel."""
    response = httpx.post(f"http://127.0.0.1:{servers.engine_port}{path}", json={}, headers=servers.secret, timeout=10)

    assert response.status_code in {404, 405}


@pytest.mark.parametrize(
    ("forged", "status"),
    [
        ({"now": 0}, 401),
        ({"keys": derive_keys("a key that is not the gateway's, but as long as it")}, 401),
        ({"choice": Choice("restart")}, 400),
    ],
)
def test_the_engine_refuses_what_the_gateway_did_not_sign(
    servers: InnerServers, forged: dict[str, Any], status: int
) -> None:
    """The channel checks before Rasa reads a word."""
    assert servers.say("hello", **forged).status_code == status


def test_the_engine_refuses_other_words_than_were_signed(servers: InnerServers) -> None:
    """The signature covers the text."""
    body = {"assertion": servers.token("hello"), "text": "goodbye"}

    response = httpx.post(f"{servers.engine}/webhook", json=body, headers=servers.secret, timeout=10)

    assert response.status_code == 401


def test_many_messages_of_one_conversation_are_answered(servers: InnerServers) -> None:
    """The memory is cut on the way, and the talk goes on."""
    talk = secrets.token_hex(4)
    kinds = {servers.told("What is a secondment?", conversation=talk)[0]["answer"]["kind"] for _ in range(40)}

    assert kinds == {"knowledge"}


def test_logs_hold_no_words_values_or_tokens(servers: InnerServers) -> None:
    """What a person says and is told stays between them and the assistant."""
    said = "When does my secondment end, zebrafish?"
    answer = servers.told(said)[0]["answer"]

    logs = servers.log("engine") + servers.log("actions")
    secrets_told = ["zebrafish", answer.get("value") or "no value", "D1001", "eyJ", servers.keys.internal_secret]
    assert [word for word in secrets_told if word in logs] == []


def test_a_connection_that_rests_is_not_closed_by_the_action_server(servers: InnerServers) -> None:
    """The stock server closes it after five seconds, and the engine's next call may meet the closing."""
    kept = http.client.HTTPConnection("127.0.0.1", servers.actions_port, timeout=30)
    told = [_health(kept, servers)]
    time.sleep(6)
    told.append(_health(kept, servers))
    kept.close()

    assert [200, 200] == told


def _health(kept: http.client.HTTPConnection, servers: InnerServers) -> int:
    kept.request("GET", "/health", headers={"X-Secondment-Secret": servers.secret["X-Secondment-Secret"]})
    answer = kept.getresponse()
    answer.read()
    return answer.status
