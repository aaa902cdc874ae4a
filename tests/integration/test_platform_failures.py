"""What fails behind the platform doors in a way nobody foresaw: the answer is not lost, and the log can be searched."""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway.platform.sealing import Seal
from gateway.platform.sending import Sending
from secondment.records.store import Arrival
from tests.gateway_fakes import END, KEYS, PAYER, FakeEngine
from tests.platform_fakes import MemoryPlatform, a_world, in_group, personal, running

PRIVATE = "Who pays for Ada's zebra?"


def failures(log: list[MutableMapping[str, Any]]) -> list[MutableMapping[str, Any]]:
    """The log lines of what failed."""
    return [line for line in log if line["log_level"] == "error"]


async def test_a_sign_of_work_that_fails_oddly_does_not_cost_the_answer(tmp_path: Path) -> None:
    """It is a courtesy."""
    world = a_world(tmp_path, MemoryPlatform(typing_error=KeyError(PRIVATE)))
    async with running(world):
        await world.answered(personal("Who pays?"))

    assert [PAYER.text] == world.platform.texts


async def test_a_sign_of_work_that_fails_oddly_is_logged_by_kind_and_place(tmp_path: Path) -> None:
    """Without what its message repeats."""
    world = a_world(tmp_path, MemoryPlatform(typing_error=KeyError(PRIVATE)))
    with capture_logs() as log:
        async with running(world):
            await world.answered(personal("Who pays?"))
    (line,) = failures(log)

    assert ("slack", "typing", "KeyError") == (line["door"], line["part"], line["reason"])
    assert "zebra" not in str(log)


async def test_the_reference_a_person_is_told_stands_in_the_log(tmp_path: Path) -> None:
    """The person reports it, the operator finds the line by it."""
    world = a_world(tmp_path, engine=FakeEngine(error=ValueError(PRIVATE)))
    with capture_logs() as log:
        async with running(world):
            ((_, payload),) = await world.answered(personal(PRIVATE))
    told = re.search(r"the reference (\w+)\.", payload["text"])
    (line,) = failures(log)

    assert told is not None
    assert (told[1], "slack", "ValueError") == (line["reference"], line["door"], line["reason"])


async def test_an_unforeseen_failure_is_told_to_the_person_alone(tmp_path: Path) -> None:
    """The group sees nothing of it."""
    world = a_world(tmp_path, engine=FakeEngine(error=ValueError(PRIVATE)))
    async with running(world):
        ((address, payload),) = await world.answered(in_group(PRIVATE))

    assert (True, False) == (address["alone"], "zebra" in payload["text"])


async def test_no_log_line_of_an_unforeseen_failure_holds_words_or_names(tmp_path: Path) -> None:
    """The error repeats what the person wrote; the log must not."""
    world = a_world(tmp_path, engine=FakeEngine(error=ValueError(PRIVATE)))
    with capture_logs() as log:
        async with running(world):
            await world.answered(personal(PRIVATE))

    assert 1 == len(failures(log))
    for private in ("zebra", "Ada", "UADA", "E-1001"):
        assert private not in str(log)


async def test_a_payload_that_fails_oddly_is_tried_again_within_bounds(tmp_path: Path) -> None:
    """Then it is given up, so that what stands behind it is sent."""
    world = a_world(tmp_path, MemoryPlatform(faults=[KeyError(PRIVATE), KeyError(PRIVATE)]))
    chain = world.chain
    chain._worker._sending = Sending(chain.desk, Seal(KEYS.content_secret), chain.doors, attempts=2, first_pause=0.01)
    with capture_logs() as log:
        async with running(world):
            await world.answered(personal("Who pays?"), personal("When does mine end?"))

    assert ([END.text], 1) == (world.platform.texts, world.store.dead_letters())
    assert ["KeyError", "KeyError", "gave up"] == [line["reason"] for line in failures(log)]
    assert "zebra" not in str(log)


async def test_a_payload_of_a_former_key_is_given_up_and_the_next_is_sent(tmp_path: Path) -> None:
    """Nobody can read it any more."""
    world = a_world(tmp_path)
    world.store.post("slack", "old", "lane", [b"sealed with a former key"])
    world.store.post("slack", "new", "lane", [sealed({"address": {"to": "dm"}, "payload": {"text": "Hello."}})])
    async with running(world):
        await world.answered()

    assert (["Hello."], 1) == (world.platform.texts, world.store.dead_letters())


def sealed(told: Any) -> bytes:
    """Content as the chain keeps it."""
    return Seal(KEYS.content_secret).close(told)


@pytest.mark.parametrize(
    "content", [b"sealed with a former key", sealed({"text": "of an older version"}), sealed(["odd"])],
    ids=["former key", "older shape", "odd shape"],
)  # fmt: skip
async def test_a_message_that_cannot_be_read_any_more_does_not_stop_the_next(tmp_path: Path, content: bytes) -> None:
    """It is marked as failed; there is nobody to tell."""
    world = a_world(tmp_path)
    async with running(world):
        world.store.accept(Arrival("slack", "old", "lane", content))
        world.store.accept(Arrival("slack", "older", "lane", content))
        await world.answered(personal("Who pays?"))
        await asyncio.sleep(0.2)
    with world.store.begin(reads_only=True) as work:
        query = "SELECT delivery, state, reference FROM inbox WHERE lane = 'lane' ORDER BY id"
        kept = [tuple(row) for row in work.connection.exec_driver_sql(query)]

    assert [("old", "failed", "unreadable"), ("older", "failed", "unreadable")] == kept
    assert [PAYER.text] == world.platform.texts


async def test_an_unforeseen_failure_between_two_messages_does_not_stop_the_worker(tmp_path: Path) -> None:
    """What waits is taken up at the next look, and the failure is logged by kind."""
    world = a_world(tmp_path)
    look, failing = world.chain.desk.next_messages, [KeyError(PRIVATE)]

    async def next_messages(providers: tuple[str, ...]) -> Any:
        if failing:
            raise failing.pop()
        return await look(providers)

    world.chain.desk.next_messages = next_messages  # type: ignore[assignment]
    with capture_logs() as log:
        async with running(world):
            await world.answered(personal("Who pays?"))
    (line,) = failures(log)

    assert [PAYER.text] == world.platform.texts
    assert ("worker", "KeyError") == (line["part"], line["reason"])
    assert "zebra" not in str(log)
