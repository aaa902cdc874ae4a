"""What fails behind the platform doors in a way nobody foresaw: the answer is not lost, and the log can be searched."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from tests.gateway_fakes import PAYER, FakeEngine
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
