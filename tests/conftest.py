"""What several folders of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from secondment.records.store import Store
    from secondment.text.encoder import SentenceEncoder
    from secondment.text.spelling import Speller
    from tests.builders import TickingClock
    from tests.inner_servers import InnerServers
    from tests.product import Product
    from tests.stand_ins.slack import Slack


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InnerServers]:
    """Engine and action server as real processes; skipped by name where they cannot run."""
    inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")
    reason = inner.missing()
    if reason:
        pytest.skip(reason)
    with inner.inner_servers(tmp_path_factory.mktemp("inner")) as running:
        yield running


@pytest.fixture(scope="session")
def whole_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The three processes on the whole knowledge base; skipped by name where they cannot run."""
    inner = pytest.importorskip("tests.inner_servers", reason="runs in the environment of the light side")
    if inner.missing():
        pytest.skip(inner.missing())
    from tests.product import whole_product as started

    with started(tmp_path_factory.mktemp("whole")) as running:
        yield running


@pytest.fixture
def clock() -> TickingClock:
    """A clock the test may move."""
    from tests.builders import TickingClock

    return TickingClock()


@pytest.fixture
def store(tmp_path: Path, clock: TickingClock) -> Store:
    """An empty store, on that clock."""
    from tests.builders import a_store

    return a_store(tmp_path, clock)


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A stand-in Slack."""
    from tests.stand_ins.slack import slack_running

    with slack_running() as running:
        yield running


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The shipped sentence encoder, loaded once."""
    from secondment.text.encoder import load_encoder

    return load_encoder()


@pytest.fixture(scope="session")
def speller() -> Speller:
    """The mender of typing errors, its dictionary loaded once."""
    from secondment.text.spelling import Speller

    return Speller()
