"""A platform that exists only in memory, and the shared chain on a real database in front of a fake engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.app import join
from gateway.parts import Gateway
from gateway.platform.chain import Chain
from gateway.platform.door import Door
from gateway.platform.message import Account, Address, Payload, Place, PlatformMessage, Sign
from gateway.records_desk import RecordsDesk
from gateway.wire import Message
from secondment.records.engine import open_engine, upgrade
from secondment.records.store import Binding, Store
from tests.gateway_fakes import FakeEngine, FakeServices

PROVIDER = "slack"
ADAS = Account(PROVIDER, "T1", "UADA")
BENS = Account(PROVIDER, "T1", "UBEN")
STRANGERS = Account(PROVIDER, "T1", "USTRANGE")


class PlainRenderer:
    """Payloads one can read in a test."""

    def render(self, messages: Sequence[Message], sign: Sign, *, share: bool = False) -> list[Payload]:
        """Text, buttons by title, and whether it may be shared."""
        return [
            {
                "text": one.text,
                "buttons": {offer.title: sign(offer.choice) for offer in one.offers},
                "share": share and (one.answer or {}).get("kind") == "knowledge",
                "link": (one.answer or {}).get("link", {}).get("url", ""),
            }
            for one in messages
        ]

    def settle(self, address: Address) -> list[Payload]:
        """A mark on the pressed message."""
        return [{"settled": address["pressed"]}] if address.get("pressed") else []


@dataclass
class MemoryPlatform:
    """Remembers what arrived.

    `faults` are raised in turn, those of `after` after it arrived; `typing_error` by each sign of work.
    """

    faults: list[Exception] = field(default_factory=list)
    after: list[Exception] = field(default_factory=list)
    typing_error: Exception | None = None
    arrived_ids: list[str] = field(default_factory=list)
    sent: list[tuple[dict[str, Any], Payload]] = field(default_factory=list)
    has_way_alone: bool = True
    pause: float = 0.0
    sending: int = 0
    most_sending: int = 0
    patience: int = 0

    def alone(self, address: Address, personal: Address | None) -> Address | None:
        """A way marked as such."""
        return {**address, "alone": True} if self.has_way_alone else None

    async def send(self, address: Address, payload: Payload, delivery: str) -> None:
        """Keep it."""
        self.sending += 1
        self.most_sending = max(self.most_sending, self.sending)
        await asyncio.sleep(self.pause)
        self.sending -= 1
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((dict(address), payload))
        self.arrived_ids.append(delivery)
        if self.after:
            raise self.after.pop(0)

    async def arrived(self, address: Address, delivery: str) -> bool:
        """Whether it was kept."""
        return delivery in self.arrived_ids

    async def typing(self, address: Address) -> None:
        """Nothing to see."""
        if self.typing_error is not None:
            raise self.typing_error

    async def still_working(self, address: Address) -> None:
        """Count it."""
        self.patience += 1

    @property
    def texts(self) -> list[str]:
        """The texts that arrived."""
        return [str(payload.get("text", "")) for _, payload in self.sent]


@dataclass
class World:
    """The chain, its platform, its engine and its store."""

    chain: Chain
    platform: MemoryPlatform
    engine: FakeEngine
    store: Store
    gateway: Gateway

    async def until(self, done: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something holds; raises `TimeoutError`."""
        async with asyncio.timeout(seconds):
            while not done():
                await asyncio.sleep(0.01)

    async def answered(self, *messages: PlatformMessage, payloads: int = 1) -> list[tuple[dict[str, Any], Payload]]:
        """Take messages in and wait until so many payloads arrived in all."""
        for message in messages:
            await self.chain.accept(message)
        await self.until(lambda: len(self.platform.sent) >= payloads)
        return self.platform.sent


def a_world(folder: Path, platform: MemoryPlatform | None = None, engine: FakeEngine | None = None) -> World:
    """The chain on a database in a folder; Ada's and Ben's accounts are bound, the stranger's is not."""
    services = FakeServices()
    database = open_engine(f"sqlite:///{folder / 'records.sqlite3'}")
    upgrade(database)
    services.store = store = Store(database, services.clock)
    today = services.clock.today()
    store.bind([Binding(PROVIDER, "T1", one.user, n, today) for one, n in ((ADAS, "E-1001"), (BENS, "E-1002"))])
    platform, engine = platform or MemoryPlatform(), engine or FakeEngine()
    gateway = join(services, engine, RecordsDesk(services))
    chain = Chain(gateway, services)

    async def admit(message: PlatformMessage) -> str | None:
        return None if message.account.user.startswith("UGUEST") else f"{message.account.user} at {PROVIDER}"

    chain.open(Door(PROVIDER, PlainRenderer(), platform, admit))
    return World(chain, platform, engine, store, gateway)


@asynccontextmanager
async def running(world: World) -> AsyncIterator[World]:
    """The chain at work for as long as the block lasts."""
    await world.chain.start()
    try:
        yield world
    finally:
        await world.chain.stop()


_count = iter(range(10**9))


def personal(text: str, account: Account = ADAS, key: str = "", **changes: Any) -> PlatformMessage:
    """A message in a personal chat."""
    key = key or f"k{next(_count)}"
    return PlatformMessage(account, Place("personal", "D1"), key, text, {"to": "dm", "user": account.user}, **changes)


def in_group(text: str, account: Account = ADAS, key: str = "", **changes: Any) -> PlatformMessage:
    """A message in a channel's thread that names the assistant, unless told otherwise."""
    key = key or f"k{next(_count)}"
    told = {"mentioned": True, **changes}
    return PlatformMessage(account, Place("group", "C1", "1.0"), key, text, {"to": "channel"}, **told)
