"""What stands in the log: references and reasons, never words, names or tokens."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from gateway.app import create_app
from gateway.forgetting import Forgetting
from secondment.errors import EngineUnavailable
from secondment.identity import epoch_id
from tests.gateway_fakes import ADA, KEYS, FakeDesk, FakeEngine, FakeServices, bearer


@pytest.mark.parametrize("error", [None, EngineUnavailable("down"), RuntimeError("my salary is 10,000")])
async def test_a_message_leaves_no_words_in_the_log(error: Exception | None, capfd: pytest.CaptureFixture[str]) -> None:
    """Also when it fails with an error that repeats them."""
    app = create_app(FakeServices(), engine=FakeEngine(error=error), desk=FakeDesk())
    headers = bearer()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1:8080") as http:
        await http.post("/api/chat", headers=headers, json={"message": "My salary is 10,000"})
        await http.post("/api/chat", headers={"Authorization": "Bearer secret.token.here"}, json={"message": "x"})
    logged = "".join(capfd.readouterr())

    assert "NotSignedIn" in logged
    for private in ("salary", "10,000", "secret.token", "E-1001", headers["Authorization"].split()[1]):
        assert private not in logged


async def test_a_forgetting_that_is_not_confirmed_is_told_without_the_person(capfd: pytest.CaptureFixture[str]) -> None:
    """Neither by number nor by the id of a conversation or an epoch."""
    engine = FakeEngine(deaf=9)
    forgetting = Forgetting(KEYS, FakeDesk(), engine, waits=())
    await forgetting.forget(ADA)
    await asyncio.sleep(0.01)
    logged = "".join(capfd.readouterr())

    assert "the engine did not confirm a forgetting" in logged
    for private in (ADA.employee_number, epoch_id(KEYS, "default", ADA.employee_number, 0)):
        assert private not in logged
