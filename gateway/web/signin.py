"""The ways to sign in: the picker of the demo, and the company's OpenID Connect provider."""

from __future__ import annotations

import re
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from fastapi import APIRouter, Request, Response
from joserfc.errors import JoseError
from starlette.responses import RedirectResponse

from gateway.errors import NoSuchPage, NotADemo, SignInFailed, UnknownPerson
from gateway.parts import Gateway, GatewaySettings
from gateway.web.routes import read_form, sign_in_page
from secondment.identity import Person

_LINK = re.compile(r"/link/[A-Za-z0-9_-]{43}")
_CLOCK_SKEW_SECONDS = 60
_SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})


def picker_routes(gateway: Gateway) -> APIRouter:
    """The page with the ways to sign in, and the picker of the demo."""
    router = APIRouter(prefix="/signin", include_in_schema=False)

    @router.get("")
    async def choose(request: Request) -> Response:
        """How to sign in."""
        return await sign_in_page(gateway, await gateway.sessions.visit(request))

    @router.post("/demo")
    async def as_demo_person(request: Request) -> Response:
        """Be one of the demo people; refused outside the demo."""
        form = await read_form(request)
        await gateway.sessions.protected(request, str(form.get("csrf", "")))
        if not gateway.settings.demo:
            raise NotADemo()
        number = str(form.get("employee", ""))
        if number not in {person.employee_number for person in await gateway.desk.demo_people()}:
            raise NotADemo()
        return await _enter(gateway, request, Person(number))

    return router


def company_routes(gateway: Gateway) -> APIRouter:
    """To the company's provider and back."""
    router = APIRouter(prefix="/signin", include_in_schema=False)
    company = company_client(gateway.settings)

    @router.get("/company")
    async def to_company(request: Request) -> Response:
        """Go to the company's provider (code flow with PKCE, state and nonce)."""
        if company is None:
            raise NoSuchPage()
        back = f"{gateway.settings.address}/signin/company/back"
        try:
            response: Response = await company.authorize_redirect(request, back)
        except (OAuthError, httpx2.HTTPError) as error:
            raise SignInFailed() from error
        return response

    @router.get("/company/back")
    async def from_company(request: Request) -> Response:
        """Come back with a code: check the proof, find the person behind it."""
        if company is None:
            raise NoSuchPage()
        claims = await verified_claims(company, gateway.settings.oidc_issuer, request)
        person = await _person(gateway, claims)
        return await _enter(gateway, request, person)

    return router


def company_client(settings: GatewaySettings) -> StarletteOAuth2App | None:
    """The client of the company's provider, or None when none is set; nothing is fetched before it is used."""
    if not settings.oidc_issuer:
        return None
    oauth = OAuth()
    oauth.register(
        "company",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret or None,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": 10.0},
    )
    client: StarletteOAuth2App = oauth.create_client("company")
    return client


async def verified_claims(company: StarletteOAuth2App, issuer: str, request: Request) -> dict[str, Any]:
    """The claims of a checked id token (signature, issuer, audience, expiry, nonce); raises `SignInFailed`."""
    try:
        await _only_strong_signatures(company)
        token = await company.authorize_access_token(
            request, claims_options=_expected(company, issuer), leeway=_CLOCK_SKEW_SECONDS
        )
    except (OAuthError, JoseError, httpx2.HTTPError, ValueError, KeyError, RuntimeError) as error:
        raise SignInFailed() from error
    claims = token.get("userinfo")
    if not claims:
        raise SignInFailed()
    return dict(claims)


def _expected(company: StarletteOAuth2App, issuer: str) -> dict[str, Any]:
    """Issuer and audience as they must be; the library alone would take the issuer's own word, and any audience."""
    bare = issuer.rstrip("/")
    return {
        "iss": {"essential": True, "values": [bare, f"{bare}/"]},
        "aud": {"essential": True, "value": company.client_id},
        "exp": {"essential": True},
    }


async def _only_strong_signatures(company: StarletteOAuth2App) -> None:
    """Leave only asymmetric algorithms in the provider's metadata: some list `none`, and it would be believed."""
    metadata = await company.load_server_metadata()
    told = metadata.get("id_token_signing_alg_values_supported") or []
    metadata["id_token_signing_alg_values_supported"] = [name for name in told if name in _SIGNATURES] or ["RS256"]


async def _person(gateway: Gateway, claims: dict[str, Any]) -> Person:
    settings = gateway.settings
    user = claims.get(settings.oidc_user_claim)
    if not isinstance(user, str) or not user:
        raise SignInFailed()
    person = await gateway.desk.bound_person("oidc", settings.oidc_tenant or settings.oidc_issuer, user)
    if person is None:
        raise UnknownPerson()
    return person


def _wanted(request: Request) -> str:
    """Where the person was going when asked to sign in; only pages of our own that link an account."""
    wanted = str(request.session.get("after_signin", ""))
    request.session.clear()
    return wanted if _LINK.fullmatch(wanted) else "/"


async def _enter(gateway: Gateway, request: Request, person: Person) -> Response:
    response = RedirectResponse(_wanted(request), 303)
    await gateway.sessions.sign_in(request, person, response)
    return response
