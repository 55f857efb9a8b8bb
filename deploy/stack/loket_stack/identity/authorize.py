"""The authorization endpoint: choose a persona by a click, or continue an existing session."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from loket_stack.identity.authorization_request import AuthorizationRequest, RequestRefusedError, UntrustedClientError
from loket_stack.identity.pages import page
from loket_stack.identity.personas import GROUPS, PERSONAS
from loket_stack.identity.provider import COOKIE, Grant, Provider, ProviderDep, ProviderSession

router = APIRouter()


@router.get("/authorize")
async def ask(request: Request, provider: ProviderDep) -> Response:
    """Show the personas, or redirect a browser with a session back at once with a code."""
    try:
        wanted = AuthorizationRequest.read(request.query_params, provider.clients)
    except UntrustedClientError:
        return page(request, "untrusted.html", 400)
    try:
        wanted.check()
    except RequestRefusedError as refused:
        return _to(wanted.redirect_back(error=refused.code))
    session = provider.sessions.find(request.cookies.get(COOKIE))
    if session and not wanted.wants_choice:
        return _to(_granted(provider, wanted, session))
    return page(request, "choose.html", groups=GROUPS, client=wanted.client.client_id)


@router.post("/authorize")
async def choose(request: Request, provider: ProviderDep, persona: Annotated[str, Form()]) -> Response:
    """Open a session as the chosen persona and redirect the browser to the client with a code."""
    try:
        wanted = AuthorizationRequest.read(request.query_params, provider.clients)
        wanted.check()
    except (UntrustedClientError, RequestRefusedError):
        return page(request, "untrusted.html", 400)
    if persona not in PERSONAS:
        return _to(wanted.redirect_back(error="access_denied"))
    token, session = provider.sessions.open(persona)
    answer = _to(_granted(provider, wanted, session))
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax")
    return answer


def _granted(provider: Provider, wanted: AuthorizationRequest, session: ProviderSession) -> str:
    client_id = wanted.client.client_id
    session.clients.add(client_id)
    grant = Grant(client_id, wanted.redirect_uri, wanted.challenge, wanted.nonce, session.persona, session.sid)
    return wanted.redirect_back(code=provider.grants.give(grant), iss=provider.issuer.address)


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303)
