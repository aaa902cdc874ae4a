"""What every request passes before anything looks into it, and the security headers every answer carries.

Known host, plain body, small body: pure ASGI, in the order of `app.py`.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import BodyTooSlow, EncodedBody, TooLarge, UnknownHost

BODY_LIMIT_BYTES = 64 * 1024
_BODY_SECONDS = 15.0
_DRAIN_SECONDS = 1.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class SecurityHeaders:
    """Adds the security headers to every answer, errors included; `https` adds HSTS."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options": "nosniff",
            # not no-referrer: with that, browsers send `Origin: null` on our own forms
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
        }
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                # files may be kept but are asked for again, so that a new version shows at once
                headers["Cache-Control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


class KnownHost:
    """Serves only requests for our own address or loopback, so that no foreign name can be bound to us (DNS rebinding).

    The health page is open to any name: probes ask by the address of the machine.
    """

    def __init__(self, app: ASGIApp, address: str) -> None:
        self._app = app
        self._hosts = _LOOPBACK | {urlsplit(address).hostname or ""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or raise `UnknownHost`."""
        if scope["type"] == "http" and scope["path"] != "/api/health":
            host = _hostname(Headers(scope=scope).get("host", ""))
            if host not in self._hosts:
                raise UnknownHost()
        await self._app(scope, receive, send)


class PlainSmallBody:
    """Refuses compressed bodies and bodies over 64 KiB, told or chunked, before anything parses them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then serve the request with it; raises `EncodedBody` or `TooLarge`.

        A body that breaks off is served to nobody.
        """
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise EncodedBody(headers={"Connection": "close"})
        if int(headers.get("content-length", "0")) > BODY_LIMIT_BYTES:
            raise _too_large()
        try:
            body = await _read(receive)
        except ClientDisconnect:
            return
        await self._app(scope, _replay(body, receive), send)


class Lingering:
    """Takes in what a refused sender is still sending, for a second and into nothing, so that it can read the refusal.

    Closing at once would reset the connection under the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; answers that close the connection end after the rest of the body or one second."""
        closing = False

        async def send_then_drain(message: Message) -> None:
            nonlocal closing
            if message["type"] == "http.response.start":
                closing = Headers(raw=message["headers"]).get("connection") == "close"
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if closing and last:
                await send({**message, "more_body": True})
                await _drain(receive)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                await send(message)

        await self._app(scope, receive, send_then_drain)


def _too_large() -> TooLarge:
    return TooLarge({"limit": BODY_LIMIT_BYTES // 1024}, {"Connection": "close"})


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > BODY_LIMIT_BYTES:
                    raise _too_large()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect  # half a message is none
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError as error:
        raise BodyTooSlow(headers={"Connection": "close"}) from error


async def _drain(receive: Receive) -> None:
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return


def _replay(body: bytes, receive: Receive) -> Receive:
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_own_origin(origin: str, host: str, address: str) -> bool:
    """Whether an Origin is ours: the public address, or the loopback name and port the request itself went to."""
    if origin == _origin(address):
        return True
    return origin == f"http://{host}" and _hostname(host) in _LOOPBACK


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
