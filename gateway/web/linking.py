"""The page on which a signed-in person links an account of Slack or Teams with themselves."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gateway.errors import LinkOver, LinkTaken
from gateway.parts import Gateway
from gateway.platform.desk import PlatformDesk
from gateway.web.routes import read_form, sign_in_page, signed_in
from secondment.identity import Person
from secondment.usecases.linking import LinkedAccount


def linking_routes(gateway: Gateway, desk: PlatformDesk) -> APIRouter:
    """Looking at a link, and confirming it."""
    router = APIRouter(prefix="/link", include_in_schema=False)

    @router.get("/{token}")
    async def look(request: Request, token: str) -> Response:
        """Which account asks to be linked; who is not signed in signs in first and comes back."""
        visit = await gateway.sessions.visit(request)
        if visit.person is None:
            request.session["after_signin"] = f"/link/{token}"
            return await sign_in_page(gateway, visit)
        linked = await desk.linked_account(token)
        if linked is None:
            raise LinkOver()
        return await _page(gateway, visit.person, linked, token=token, csrf=visit.csrf)

    @router.post("/{token}")
    async def confirm(request: Request, token: str) -> Response:
        """Link the account with who is signed in."""
        form = await read_form(request)
        visit = await gateway.sessions.protected(request, str(form.get("csrf", "")))
        person = signed_in(visit)
        linked = await desk.confirm_link(person, token)
        if linked == "over":
            raise LinkOver()
        if linked == "theirs":
            raise LinkTaken()
        assert isinstance(linked, LinkedAccount)
        return await _page(gateway, person, linked, done=True, csrf=visit.csrf)

    return router


async def _page(
    gateway: Gateway, person: Person, linked: LinkedAccount, *, csrf: str, token: str = "", done: bool = False
) -> Response:
    account = await gateway.desk.account(person)
    platform = gateway.sentences.say(f"link_platform_{linked.provider}")
    return gateway.pages.page(
        "link.html", account=account, platform=platform, label=linked.label, token=token, csrf=csrf, done=done
    )
