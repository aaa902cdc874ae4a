"""The one place where errors become answers: JSON for the API, a page or a bubble for the web, never exception text."""

from __future__ import annotations

import traceback

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import NoSuchPage, Refused, WrongMethod, status_of
from gateway.web.render import Pages
from secondment.errors import SecondmentError
from secondment.sentences import Sentences

_log = structlog.get_logger("gateway")


class ErrorBoundary:
    """Wraps the application; whatever is raised inside is logged by reference and answered in the door's own way."""

    def __init__(self, app: ASGIApp, sentences: Sentences, pages: Pages) -> None:
        self._app = app
        self._sentences = sentences
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and answer its error, unless the answer had already begun."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            await self._answer(Request(scope), named(error))(scope, receive, send)

    def _answer(self, request: Request, error: SecondmentError) -> Response:
        status = status_of(error)
        note(error, path=_path(request), status=status)
        text = told_of(error, self._sentences)
        headers = dict(error.headers) if isinstance(error, Refused) else {}
        if request.url.path.startswith(("/api/", "/openapi")):
            return JSONResponse({"detail": text, "reference": error.reference}, status, headers)
        return self._pages.error(request, status, text, error.reference, headers)


def told_of(error: SecondmentError, sentences: Sentences) -> str:
    """The sentence a person is told about an error."""
    places = dict(error.places) if isinstance(error, Refused) else {}
    substitute = "gateway_unavailable" if status_of(error) == 503 else "gateway_unexpected"
    key = error.sentence if sentences.has(error.sentence) else substitute
    return sentences.say(key, reference=error.reference, **places)


def named(error: Exception) -> SecondmentError:
    """The error itself when it is one of ours, else one of ours that stands for it."""
    if isinstance(error, SecondmentError):
        return error
    if isinstance(error, HTTPException):
        return {404: NoSuchPage, 405: WrongMethod}.get(error.status_code, Refused)()
    unexpected = SecondmentError()
    unexpected.__cause__ = error
    return unexpected


def note(error: SecondmentError, **where: object) -> None:
    """Log an error under its reference: refusals in a line, failures with the place they came from.

    Never the text of an unforeseen error: that may hold what a person wrote. `where` says in which part it came up.
    """
    told = {"reference": error.reference, "error": type(error).__name__, **where}
    if status_of(error) < 500:
        _log.info("refused", **told)
        return
    cause = error.__cause__ or error
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(cause.__traceback__)[-4:]]
    reason = str(error) if error.__cause__ is None or isinstance(cause, SecondmentError) else type(cause).__name__
    _log.error("failed", **told, reason=reason, frames=frames)


def _path(request: Request) -> str:
    """The path for the log; the token of a link stands in it and does not belong there."""
    path = request.url.path
    return "/link/…" if path.startswith("/link/") else path
