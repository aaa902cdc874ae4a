"""The product of the journeys: the three processes on a part of the knowledge base, and a gateway left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers
    from tests.product import Product


@pytest.fixture(scope="session")
def product(servers: InnerServers) -> Iterator[Product]:
    """The three processes, ready."""
    from tests.product import gateway

    with gateway(servers, servers.engine_port) as running:
        yield running


@pytest.fixture
def product_without_engine(servers: InnerServers) -> Iterator[Product]:
    """A gateway behind which no engine answers."""
    from tests.inner_servers import free_port
    from tests.product import gateway

    with gateway(servers, free_port()) as running:
        yield running
