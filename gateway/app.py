"""The application: every door joined to its parts. Started by `python -m gateway`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from gateway.boundary import ErrorBoundary
from gateway.chat.routes import chat_routes
from gateway.desk import Desk
from gateway.doors import DoorSettings, open_doors
from gateway.forgetting import Forgetting
from gateway.guards import KnownHost, Lingering, PlainSmallBody, SecurityHeaders
from gateway.limiter import MessageLimit
from gateway.once import OnceOnly
from gateway.parts import Gateway, GatewaySettings
from gateway.platform.chain import Chain
from gateway.rasa_client import Engine, RasaClient
from gateway.records_desk import RecordsDesk, RecordsServices
from gateway.sessions import Sessions
from gateway.turns import Turns
from gateway.web.linking import linking_routes
from gateway.web.render import Pages
from gateway.web.routes import leaving_routes, talking_routes
from gateway.web.signin import company_routes, picker_routes
from secondment.identity import Keys
from secondment.sentences import Sentences

_STATIC = Path(__file__).parent / "web" / "static"


class AllSettings(GatewaySettings, DoorSettings, Protocol):
    """Those of the gateway itself and those of its doors."""


class Services(RecordsServices, Protocol):
    """What the application takes from `secondment.wiring.Services`."""

    @property
    def settings(self) -> AllSettings:
        """The settings in effect."""

    @property
    def keys(self) -> Keys:
        """All keys."""

    @property
    def sentences(self) -> Sentences:
        """All fixed sentences."""


def create_app(services: Services, *, engine: Engine | None = None, desk: Desk | None = None) -> FastAPI:
    """The gateway's application; `engine` and `desk` are replaced in tests."""
    gateway = join(services, engine, desk)
    chain = Chain(gateway, services)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        await chain.start()
        yield
        await chain.stop()
        await gateway.forgetting.stop()
        await gateway.engine.close()

    app = FastAPI(
        title="Secondment Assistant",
        version="1",
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(gateway),
        exception_handlers={HTTPException: _pass_on},
    )
    app.state.chain = chain
    app.include_router(linking_routes(gateway, chain.desk))
    for router in open_doors(gateway, chain, services.settings):
        app.include_router(router)
    for routes in (chat_routes, talking_routes, leaving_routes, picker_routes, company_routes):
        app.include_router(routes(gateway))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    _describe(app, gateway)
    return app


def join(services: Services, engine: Engine | None = None, desk: Desk | None = None) -> Gateway:
    """The parts of the gateway, each made of what it needs."""
    settings, keys, sentences = services.settings, services.keys, services.sentences
    desk = desk or RecordsDesk(services)
    engine = engine or RasaClient(settings.engine_port, keys.internal_secret, settings.engine_timeout_seconds)
    return Gateway(
        settings=settings,
        keys=keys,
        sentences=sentences,
        desk=desk,
        engine=engine,
        sessions=Sessions(keys.cookie_secret, settings.address, settings.web_session_hours, desk),
        limit=MessageLimit(settings.messages_per_minute),
        once=OnceOnly(),
        turns=Turns(keys, desk, engine),
        forgetting=Forgetting(keys, desk, engine),
        pages=Pages(keys, sentences),
    )


def _middleware(gateway: Gateway) -> list[Middleware]:
    """What every request passes, outermost first."""
    address = gateway.settings.address
    is_https = address.startswith("https://")
    return [
        Middleware(SecurityHeaders, https=is_https),
        Middleware(Lingering),
        Middleware(ErrorBoundary, sentences=gateway.sentences, pages=gateway.pages),
        Middleware(KnownHost, address=address),
        Middleware(PlainSmallBody),
        # holds state, nonce and PKCE verifier while the browser is at the company's sign-in, nothing else
        Middleware(
            SessionMiddleware,
            secret_key=gateway.keys.cookie_secret,
            session_cookie="__Host-secondment-signin" if is_https else "secondment-signin",
            max_age=600,
            same_site="lax",
            https_only=is_https,
        ),
    ]


async def _pass_on(_: Request, error: Exception) -> Response:
    """Leave the framework's own errors to the boundary, like all others."""
    raise error


def _describe(app: FastAPI, gateway: Gateway) -> None:
    """The OpenAPI document and its page."""

    def document() -> dict[str, Any]:
        if not app.openapi_schema:
            told = get_openapi(title=app.title, version=app.version, routes=app.routes)
            told.setdefault("components", {})["securitySchemes"] = {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": gateway.sessions.cookie},
            }
            app.openapi_schema = told
        return app.openapi_schema

    async def page(_: Request) -> Response:
        return gateway.pages.page("docs.html", document=document())

    app.openapi = document  # type: ignore[method-assign]
    app.add_route("/docs", page, include_in_schema=False)
