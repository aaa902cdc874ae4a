"""What Teams may do to us: too many requests, faults, dropped connections, slowness, and our own restart."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import httpx2
import pytest

from gateway.errors import TooManyMessages
from gateway.wire import Message
from secondment.errors import EngineUnavailable
from secondment.records.store import Binding
from tests.gateway_fakes import PAYER, SMALL
from tests.stand_ins.bot_connector import ADA, BEN, TENANT, Member
from tests.teams_world import gateway, microsoft, search, teams_world

TODAY = date(2026, 11, 21)


def test_faults_of_teams_delay_answers_and_neither_lose_nor_double_nor_disorder_them(tmp_path: Path) -> None:
    """429 with its pause, 500, a dropped connection: each answer arrives once, in order."""
    with teams_world(tmp_path) as world:
        world.teams.faults = [(429, 1), 500, "drop"]
        sent = world.said(world.teams.activity(ADA, "Who pays?"), world.teams.activity(ADA, "Thanks"), replies=2)
        time.sleep(1.5)

        assert PAYER.text.split("\n")[0] in sent[0].text
        assert SMALL.text == sent[1].text
        assert 2 == len(world.teams.messages)


def test_what_teams_refuses_for_good_is_counted_and_the_next_answer_goes_out(tmp_path: Path) -> None:
    """A dead letter, without its content."""
    with teams_world(tmp_path) as world:
        world.teams.faults = [403]
        (sent,) = world.said(world.teams.activity(ADA, "Thanks"), world.teams.activity(ADA, "Who pays?"))

        assert PAYER.text.split("\n")[0] in sent.text
        assert 1 == world.store.dead_letters()


def test_a_storm_of_repetitions_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Twenty people, three messages each, each sent three times and all at once: sixty answers, in order for each."""
    people = [Member(f"P{number}", f"99999999-0000-4000-8000-{number:012}") for number in range(20)]
    with microsoft() as teams, gateway(tmp_path, teams) as world:
        world.store.bind([Binding("teams", TENANT, one.object_id, f"E-{one.name}", TODAY) for one in people])
        world.engine.told = lambda _, text: Message(f"You said {text}.")
        storm = [teams.activity(one, f"number {n}") for n in range(3) for one in people]
        with ThreadPoolExecutor(16) as senders:
            for wave in (storm[:20], storm[20:40], storm[40:]):  # the order of a person's own messages is Teams'
                assert {200} == {one.status_code for one in senders.map(world.post, wave * 3)}
        world.until(lambda: len(teams.messages) >= 60, 40)
        world.said(teams.activity(people[0], "last"))

    told = [f"You said {said}." for said in ("number 0", "number 1", "number 2")]
    heard = {one.name: [sent.text for sent in teams.messages if sent.conversation == one.chat] for one in people}
    assert {one.name: [*told, "You said last."] if one is people[0] else told for one in people} == heard


def test_a_slow_teams_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    """Health within a second, another person's answer before the slow one."""
    with teams_world(tmp_path) as world:
        world.teams.faults = [6.0]
        assert 200 == world.post(world.teams.activity(ADA, "Who pays?")).status_code
        world.until(lambda: not world.teams.faults)
        (sent,) = world.said(world.teams.activity(BEN, "Thanks"))
        health = httpx2.get(f"{world.address}/api/health", timeout=1)

        assert (BEN.chat, 200) == (sent.conversation, health.status_code)


def test_an_answer_on_its_way_survives_a_restart(tmp_path: Path) -> None:
    """Teams was down, then we were; afterwards the answer arrives once, and nobody is asked again."""
    with microsoft() as teams:
        teams.faults = [503] * 2
        with gateway(tmp_path, teams, ADA) as world:
            assert 200 == world.post(teams.activity(ADA, "Who pays?")).status_code
            world.until(lambda: len(teams.faults) == 1)
        teams.faults.clear()
        with gateway(tmp_path, teams) as world:
            world.until(lambda: len(teams.messages) == 1)
            world.said(teams.activity(ADA, "Thanks"))

            assert ["Thanks"] == [text for _, text in world.engine.asked]
        assert 2 == len(teams.messages)


@pytest.mark.parametrize(
    ("error", "said"),
    [(EngineUnavailable("down"), "cannot search just now"), (TooManyMessages(), "wait a minute")],
    ids=["the engine is away", "too many"],
)
def test_a_search_that_fails_says_so_and_is_logged_without_its_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], error: Exception, said: str
) -> None:
    """Teams shows a sentence instead of results; the operator finds the reference."""
    with teams_world(tmp_path) as world:
        world.engine.error = error
        body = world.post(search(world.teams, "who pays for my zebra")).json()["composeExtension"]
    told = "".join(capfd.readouterr())

    assert ("message", True) == (body["type"], said in body["text"])
    assert "part=search" in told and "reference=" in told
    assert "zebra" not in told


def test_a_welcome_teams_does_not_take_is_not_tried_again(tmp_path: Path) -> None:
    """It is a courtesy; the next question is answered."""
    with teams_world(tmp_path) as world:
        world.teams.faults = [403]
        added = world.teams.activity(ADA, thread="106", type="installationUpdate", action="add")
        assert 200 == world.post(added).status_code
        world.until(lambda: not world.teams.faults)
        (sent,) = world.said(world.teams.activity(ADA, "Who pays?"))

    assert PAYER.text.split("\n")[0] in sent.text


def test_logs_hold_no_words_names_or_tokens(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of what is answered, refused, ignored and given up."""
    with teams_world(tmp_path) as world:
        world.teams.faults = [403]
        world.said(world.teams.activity(ADA, "Thanks"), world.teams.activity(ADA, "Who pays for my zebra?"))
        world.post(world.teams.activity(ADA, "My zebra"), headers={"Authorization": "Bearer zebra.zebra.zebra"})
        world.post(world.teams.activity(ADA, type="zebra"))
        world.teams.faults = [500]
        world.said(world.teams.activity(ADA, "Who pays for my zebra?"))
    told = "".join(capfd.readouterr())

    assert "teams_refused" in told and "dead letter" in told
    for secret in ("zebra?", "My zebra", "zebra.zebra", "Ada", ADA.object_id, TENANT, "bot-1", PAYER.text[:20]):
        assert secret not in told
