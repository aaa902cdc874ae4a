"""What a person wants forgotten leaves the memory of the real engine, also while a turn is under way."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from secondment.cli.engine_memory import forget_in_engine
from secondment.errors import EngineUnavailable
from secondment.identity import FORGET, Choice, Person, epoch_id, sign_forgetting
from secondment.settings import Settings
from secondment.wiring import Services
from tests.slow_way import SlowWay, slow_way

inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers

ASKED = "What is a secondment?"
ARTICLE = "what-is-a-secondment"
SECONDS = 60.0


def an_epoch() -> str:
    """The beginning of the ids of somebody's conversations."""
    return secrets.token_hex(12)


def leans_on(servers: InnerServers, conversation: str) -> str | None:
    """The article that a follow-up which names none leans on."""
    (message,) = servers.told("and for the host?", conversation=conversation)
    article: str | None = message["answer"].get("article")
    return article


def test_what_was_said_leaves_the_memory(servers: InnerServers) -> None:
    """All conversations of the epoch are counted out; a second time there is nothing left."""
    epoch = an_epoch()
    for thread in ("web", "api", "a thread"):
        servers.told(ASKED, conversation=epoch + thread)

    assert [3, 0] == [servers.forget(epoch), servers.forget(epoch)]


def test_a_follow_up_no_longer_leans_on_what_was_forgotten(servers: InnerServers) -> None:
    """Not even under the same id, which the gateway never uses again."""
    epoch = an_epoch()
    servers.told(ASKED, conversation=epoch + "web")
    before = leans_on(servers, epoch + "web")
    servers.forget(epoch)

    assert (ARTICLE, None) == (before, leans_on(servers, epoch + "web"))


def test_others_are_not_forgotten(servers: InnerServers) -> None:
    """Neither another person's talk nor what the same person says afterwards."""
    mine, yours = an_epoch(), an_epoch()
    for epoch in (mine, yours):
        servers.told(ASKED, conversation=epoch + "web")
    servers.forget(mine)

    assert (ARTICLE, 1) == (leans_on(servers, yours + "web"), servers.forget(yours))


def test_nothing_said_late_in_a_forgotten_epoch_is_kept(servers: InnerServers) -> None:
    """A message that was signed before the forgetting is answered, and leaves nothing."""
    epoch = an_epoch()
    servers.forget(epoch)
    (message,) = servers.told(ASKED, conversation=epoch + "web")

    assert ("knowledge", 0) == (message["answer"]["kind"], servers.forget(epoch))


def bodies(servers: InnerServers) -> dict[str, dict[str, Any]]:
    """What is no signed wish to forget, by what is wrong with it."""
    wish, text = sign_forgetting(servers.keys, inner.MAREN, "talk")
    foreign, _ = sign_forgetting(
        inner.derive_keys("a key that is not the gateway's, but as long as it"), inner.MAREN, "t"
    )
    return {
        "no assertion": {"text": text},
        "garbage": {"assertion": "garbage", "text": text},
        "another key": {"assertion": foreign, "text": text},
        "expired": {"assertion": servers.token(text, choice=FORGET, now=0), "text": text},
        "other words": {"assertion": wish, "text": "~other"},
        "a message": {"assertion": servers.token(ASKED), "text": ASKED},
        "a button": {"assertion": servers.token("~article", choice=Choice("article", "a")), "text": "~article"},
    }


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ("no assertion", 400),
        ("garbage", 401),
        ("another key", 401),
        ("expired", 401),
        ("other words", 401),
        ("a message", 400),
        ("a button", 400),
    ],
)
def test_only_a_signed_wish_has_a_talk_forgotten(servers: InnerServers, wrong: str, status: int) -> None:
    """With the secret alone, or with a message that was caught, nobody can."""
    response = httpx.post(f"{servers.engine}/forget", json=bodies(servers)[wrong], headers=servers.secret, timeout=10)

    assert status == response.status_code


def test_a_wish_to_forget_is_no_message(servers: InnerServers) -> None:
    """It is good for nothing else."""
    assertion, text = sign_forgetting(servers.keys, inner.MAREN, "talk")
    body = {"assertion": assertion, "text": text}

    assert 400 == httpx.post(f"{servers.engine}/webhook", json=body, headers=servers.secret, timeout=10).status_code


def services(tmp_path: Path, port: int) -> Services:
    """What the command line has: the keys, and where the engine should be."""
    return Services(Settings(home=tmp_path, signing_key=inner.SIGNING_KEY, engine_port=port))


def test_an_erased_person_is_forgotten_by_the_engine_that_runs(servers: InnerServers, tmp_path: Path) -> None:
    """`people erase` tells it every epoch the person has had."""
    person = Person("E-ERASED")
    epochs = [epoch_id(servers.keys, "default", person.employee_number, epoch) for epoch in (0, 1)]
    for epoch in epochs:
        servers.told(ASKED, conversation=epoch + "web", person=person)
    forget_in_engine(services(tmp_path, servers.engine_port), person.employee_number, 2)

    assert [0, 0] == [servers.forget(epoch, person) for epoch in epochs]


def test_an_engine_that_is_away_confirms_nothing(tmp_path: Path) -> None:
    """The command then says so."""
    with pytest.raises(EngineUnavailable, match="did not confirm that it forgot 1 of 1 talks"):
        forget_in_engine(services(tmp_path, inner.free_port()), "E-ERASED", 1)


@pytest.fixture(scope="module")
def slowed(servers: InnerServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[InnerServers, SlowWay]]:
    """A second engine, whose way to the action server can be held."""
    with slow_way(servers.actions_port) as way:
        other = inner.InnerServers(tmp_path_factory.mktemp("slowed"), actions_port=way.port)
        with other.process("engine", inner.ENGINE_PYTHON):
            other.wait_until_ready()
            yield other, way


def test_a_turn_under_way_does_not_bring_the_talk_back(slowed: tuple[InnerServers, SlowWay]) -> None:
    """It began before the forgetting and ends after it: the person gets the answer, and nothing of it is kept."""
    engine, way = slowed
    epoch = an_epoch()
    engine.told(ASKED, conversation=epoch + "web")
    way.hold()
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(engine.say, "Who pays my salary?", conversation=epoch + "web")
        assert way.held.wait(SECONDS)
        dropped = engine.forget(epoch)
        way.release()
        status = answer.result(SECONDS).status_code

    assert (1, 200, 0) == (dropped, status, engine.forget(epoch))
    assert leans_on(engine, epoch + "web") is None
