"""The web session: a signed cookie with a secret id, which the records know until sign-out or its end.

Visitors who have not signed in get such a cookie too, so that the sign-in form has a CSRF token; its id opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from gateway.desk import Desk
from gateway.errors import ForeignOrigin, MissingCsrfToken
from gateway.guards import is_own_origin
from secondment.identity import Person


@dataclass(frozen=True)
class Visit:
    """The browser that asks: its session id, the token its forms must carry, and the person once signed in."""

    session_id: str
    csrf: str
    person: Person | None
    is_new: bool = False


class Sessions:
    """Reads and writes the cookie. `address` is where people reach the gateway; `hours` how long a sign-in lasts."""

    def __init__(self, cookie_secret: str, address: str, hours: int, desk: Desk) -> None:
        self._signer = URLSafeSerializer(cookie_secret, salt="web-session")
        self._secret = cookie_secret.encode()
        self._address = address
        self._https = address.startswith("https://")
        self._max_age = hours * 3600
        self._desk = desk
        self.cookie = "__Host-secondment" if self._https else "secondment"

    async def visit(self, request: Request) -> Visit:
        """The visit of a request; a browser without a good cookie gets a new one with `remember`."""
        session_id = self._session_id(request)
        if session_id is None:
            return self._visit(secrets.token_urlsafe(32), None, is_new=True)
        return self._visit(session_id, await self._desk.session(session_id))

    async def protected(self, request: Request, csrf: str) -> Visit:
        """The visit of a state-changing request: our own page must have sent it; else it raises."""
        self.check_origin(request)
        visit = await self.visit(request)
        if visit.is_new or not hmac.compare_digest(visit.csrf.encode(), csrf.encode()):
            raise MissingCsrfToken()
        return visit

    def check_origin(self, request: Request) -> None:
        """Raise `ForeignOrigin` when the browser says that another site sent this."""
        origin = request.headers.get("origin")
        if origin is not None and not is_own_origin(origin, request.headers.get("host", ""), self._address):
            raise ForeignOrigin()
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise ForeignOrigin()

    async def sign_in(self, request: Request, person: Person, response: Response) -> None:
        """Begin a session under a new id (the old id, which others may know, ends)."""
        await self.sign_out(request, response)
        self._write(response, await self._desk.open_session(person))

    async def sign_out(self, request: Request, response: Response) -> None:
        """End the session in the records and in the browser."""
        session_id = self._session_id(request)
        if session_id is not None:
            await self._desk.close_session(session_id)
        response.delete_cookie(self.cookie, path="/", secure=self._https, httponly=True, samesite="lax")

    def remember(self, visit: Visit, response: Response) -> None:
        """Give a new browser its cookie."""
        if visit.is_new:
            self._write(response, visit.session_id)

    def _visit(self, session_id: str, person: Person | None, is_new: bool = False) -> Visit:
        csrf = hmac.new(self._secret, f"csrf\x1f{session_id}".encode(), hashlib.sha256).hexdigest()
        return Visit(session_id, csrf, person, is_new)

    def _session_id(self, request: Request) -> str | None:
        try:
            told = self._signer.loads(request.cookies.get(self.cookie, ""))
        except BadSignature:
            return None
        return told if isinstance(told, str) else None

    def _write(self, response: Response, session_id: str) -> None:
        response.set_cookie(
            self.cookie,
            str(self._signer.dumps(session_id)),
            max_age=self._max_age,
            path="/",
            secure=self._https,
            httponly=True,
            samesite="lax",
        )
