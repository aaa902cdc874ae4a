"""The manifest of the Slack app and the page that explains it ask for what the code uses, no more and no less."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from gateway.slack.app import COMMAND, EVENTS
from gateway.slack.parse import ASK_SHORTCUT
from tests.architecture.tree import ROOT

# which scopes Slack asks for, by its reference: for the methods of the Web API, and for the events
OF_METHODS = {
    "assistant_threads_setStatus": {"assistant:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write", "chat:write.public"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "users_info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
}
OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "assistant_thread_started": {"assistant:write"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
}
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "gateway" / "slack").glob("*.py")))
PAGE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The manifest."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "slack" / "manifest.yml").read_text(encoding="utf-8"))
    return told


def methods() -> set[str]:
    """The methods of the Web API the code calls."""
    called = set(re.findall(r"client\.([a-z]+_[A-Za-z_]+)\(", CODE))
    return {*called, *re.findall(r'"((?:views|chat|users|conversations)\.[a-z]+)"', CODE)}


def scopes(manifest: dict[str, Any]) -> set[str]:
    """The scopes the manifest asks for."""
    return set(manifest["oauth_config"]["scopes"]["bot"])


def test_every_method_the_code_calls_is_known_here() -> None:
    """With its scopes; and none is listed that is not called."""
    assert set(OF_METHODS) == methods()


def test_the_manifest_asks_for_the_scopes_the_code_needs(manifest: dict[str, Any]) -> None:
    """Not for one more."""
    needed = {one for found in (*OF_METHODS.values(), *OF_EVENTS.values()) for one in found} | {"commands"}

    assert needed == scopes(manifest)


def test_the_manifest_subscribes_to_the_events_the_code_listens_to(manifest: dict[str, Any]) -> None:
    """A message event stands for four kinds of places."""
    told = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert set(OF_EVENTS) == set(told)
    assert set(EVENTS) == {one.partition(".")[0] for one in told}


def test_the_code_listens_to_the_events_it_names() -> None:
    """Each has a listener."""
    assert set(EVENTS) == set(re.findall(r'bolt\.event\("([a-z_]+)"\)', CODE))


def test_command_and_shortcut_are_those_of_the_code(manifest: dict[str, Any]) -> None:
    """By their names."""
    features = manifest["features"]

    assert [COMMAND] == [one["command"] for one in features["slash_commands"]]
    assert [ASK_SHORTCUT] == [one["callback_id"] for one in features["shortcuts"]]


def test_everything_goes_to_the_one_address_the_gateway_has(manifest: dict[str, Any]) -> None:
    """Events, buttons and commands."""
    settings = manifest["settings"]
    told = {settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]}
    told |= {one["url"] for one in manifest["features"]["slash_commands"]}

    assert {"https://secondment.example.com/slack/events"} == told


def test_the_page_explains_every_scope(manifest: dict[str, Any]) -> None:
    """What it is for."""
    assert set() == {one for one in scopes(manifest) if f"`{one}`" not in PAGE}


def test_names_keep_within_slacks_limits(manifest: dict[str, Any]) -> None:
    """Name 35, description 140, long description 174 to 4,000, shortcut 24 characters and its description 150."""
    told, shortcut = manifest["display_information"], manifest["features"]["shortcuts"][0]

    assert len(told["name"]) <= 35
    assert len(told["description"]) <= 140
    assert 174 <= len(told["long_description"]) <= 4_000
    assert len(shortcut["description"]) <= 150
