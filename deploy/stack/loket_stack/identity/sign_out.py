"""Ends a session: at the provider, and at every client that takes part in it."""

import asyncio
import logging

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from loket_stack.identity.pages import page
from loket_stack.identity.provider import COOKIE, Provider, ProviderDep, ProviderSession

router = APIRouter()

_LOG = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 2


@router.get("/logout")
async def logout(
    request: Request,
    provider: ProviderDep,
    id_token_hint: str = "",
    client_id: str = "",
    post_logout_redirect_uri: str = "",
    state: str = "",
) -> Response:
    """End the session that the hint names, or else the browser's (OpenID Connect RP-Initiated Logout 1.0)."""
    hint = provider.issuer.read(id_token_hint) or {}
    own = provider.sessions.find(request.cookies.get(COOKIE))
    ended = provider.sessions.end(hint.get("sid") or (own.sid if own else None))
    if ended:
        await _tell_clients(provider, ended)
    client = provider.clients.find(hint.get("aud") or client_id)
    if client and post_logout_redirect_uri in client.post_logout_redirect_uris:
        back = f"{post_logout_redirect_uri}?state={state}" if state else post_logout_redirect_uri
        answer: Response = RedirectResponse(back, status_code=303)
    else:
        answer = page(request, "signed-out.html")
    answer.delete_cookie(COOKIE)
    return answer


async def _tell_clients(provider: Provider, session: ProviderSession) -> None:
    """Send a logout token to each client of ``session``; a client that does not answer must not hold up the others."""
    async with httpx.AsyncClient(transport=provider.transport, timeout=_TIMEOUT_SECONDS) as http:
        await asyncio.gather(*(_tell(http, provider, session, client_id) for client_id in session.clients))


async def _tell(http: httpx.AsyncClient, provider: Provider, session: ProviderSession, client_id: str) -> None:
    client = provider.clients.find(client_id)
    if client is None or client.backchannel_logout_uri is None:
        return
    token = provider.issuer.logout_token(session.persona, client_id, session.sid)
    try:
        answer = await http.post(client.backchannel_logout_uri, data={"logout_token": token})
        answer.raise_for_status()
    except httpx.HTTPError:
        _LOG.warning("client %s was not told that a session is over", client_id)
