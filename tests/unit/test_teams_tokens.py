"""The bot's own token: asked for when needed, kept until shortly before its end, never a reason to lose a message."""

from __future__ import annotations

from urllib.parse import parse_qs

import httpx2
import pytest

from gateway.platform.message import TryAgain
from gateway.teams.tokens import BotToken, Credentials
from tests.stand_ins.bot_connector import APP_ID, SECRET, TENANT

CREDENTIALS = Credentials(APP_ID, SECRET, TENANT)


class SignIn(httpx2.AsyncBaseTransport):
    """Microsoft's sign-in, without a network; `answer` replaces what it says."""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.answer: httpx2.Response | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """A token of an hour, numbered."""
        self.asked.append(request)
        told = {"access_token": f"token-{len(self.asked)}", "expires_in": 3600}
        return self.answer or httpx2.Response(200, json=told)


async def test_it_is_asked_for_at_the_companys_own_tenant() -> None:
    """Client credentials, for the Bot Connector."""
    sign_in = SignIn()
    token = await BotToken(CREDENTIALS, transport=sign_in).get()

    (request,) = sign_in.asked
    form = parse_qs((await request.aread()).decode())
    assert "token-1" == token
    assert f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token" == str(request.url)
    assert (["client_credentials"], [APP_ID], ["https://api.botframework.com/.default"]) == (
        form["grant_type"],
        form["client_id"],
        form["scope"],
    )


async def test_it_is_renewed_five_minutes_before_its_end() -> None:
    """A message on its way must not meet the end."""
    sign_in, now = SignIn(), [0.0]
    token = BotToken(CREDENTIALS, tick=lambda: now[0], transport=sign_in)
    told = []
    for now[0] in (0.0, 3299.0, 3301.0):
        told.append(await token.get())

    assert ["token-1", "token-1", "token-2"] == told


async def test_a_refused_one_is_forgotten() -> None:
    """And asked for anew."""
    token = BotToken(CREDENTIALS, transport=SignIn())
    await token.get()
    token.drop()

    assert "token-2" == await token.get()


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(401, json={"error": "invalid_client"}),
        httpx2.Response(503, text="busy"),
        httpx2.Response(200, json={"expires_in": 3600}),
        httpx2.Response(200, json=["odd"]),
        httpx2.Response(200, json={"access_token": "x", "expires_in": "soon"}),
    ],
    ids=["refused", "busy", "no token", "odd", "no end"],
)
async def test_without_a_token_messages_wait(answer: httpx2.Response) -> None:
    """Until the operator or Microsoft has mended it."""
    sign_in = SignIn()
    sign_in.answer = answer

    with pytest.raises(TryAgain):
        await BotToken(CREDENTIALS, transport=sign_in).get()


async def test_a_refused_secret_is_not_asked_about_at_once() -> None:
    """A minute between two attempts."""
    sign_in = SignIn()
    sign_in.answer = httpx2.Response(401, json={"error": "invalid_client"})

    with pytest.raises(TryAgain) as error:
        await BotToken(CREDENTIALS, transport=sign_in).get()

    assert 60.0 == error.value.after_seconds
