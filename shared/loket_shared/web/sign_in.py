"""The routes for signing in and out."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from loket_shared.contracts.texts import BilingualText
from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.identity.oidc_provider import ProviderUnreachableError
from loket_shared.identity.relying_party import SignInState
from loket_shared.identity.session_auth import SessionDep, SessionPrincipal, live_session, local_path
from loket_shared.identity.sessions import Session
from loket_shared.identity.tokens import UNUSABLE_ACCOUNT, InvalidTokenError, UnusableTokenError
from loket_shared.service.moved_addresses import MovedAddresses
from loket_shared.web.pages import PagesDep

router = APIRouter()

MOVED = MovedAddresses(paths={"/continue": "/verdergaan"})

_FAILED = BilingualText(nl="Aanmelden is niet gelukt.", en="Signing in did not succeed.")


@router.get("/login")
async def login(request: Request, return_to: str = "/", moved: bool = False) -> Response:
    """Redirect the browser to the identity provider; redirect first to our own address if the browser used another name
    of it.

    ``moved`` is True after that first redirect. It prevents a loop if a proxy passes another host name than the browser
    uses.
    """
    identity: Identity = request.app.state.identity
    party = identity.relying_party
    if not moved and request.url.netloc != urlsplit(party.address).netloc:
        return _see(f"{party.address}/login?{urlencode({'return_to': return_to, 'moved': 'true'})}")
    attempt = SignInState(return_to=local_path(return_to))
    answer = _see(await party.authorization_address(attempt))
    cookies.set_attempt(request, answer, identity, attempt)
    return answer


@router.get("/callback")
async def callback(
    request: Request, pages: PagesDep, state: str = "", code: str = "", iss: str | None = None
) -> Response:
    """Redeem the identity provider's code and open a session; a former session of the browser ends."""
    identity: Identity = request.app.state.identity
    attempt = cookies.find_attempt(request, identity, state)
    if attempt is None or not code:
        return pages.error(request, 400, _FAILED)
    try:
        signed_in = await identity.relying_party.redeem(code, attempt, iss)
    except UnusableTokenError:
        return pages.error(request, 403, UNUSABLE_ACCOUNT)
    except InvalidTokenError:
        return pages.error(request, 400, _FAILED)
    former = None
    if former_token := request.cookies.get(identity.cookie):
        former = await identity.sessions.find(former_token)
        await identity.sessions.end(former_token)
    session = await identity.sessions.open(signed_in.principal, signed_in.provider_session, signed_in.access_token)
    token = cookies.stash_token(request, identity)
    typed = await identity.stash.find(token, signed_in.principal.subject) if token else None
    offered = typed is not None and not cookies.was_offered(request, identity)
    answer = _see("/verdergaan" if offered else attempt.return_to)
    if token and typed:
        cookies.mark_offered(answer, identity, token)
    elif token:
        cookies.drop_stash(answer, identity)
    if former:
        cookies.note_left(request, answer, identity, former, _now(request))
    cookies.set_session(answer, identity, session.token)
    cookies.drop_attempt(answer, identity, state)
    return answer


@router.get("/verdergaan")
async def continue_form(request: Request, pages: PagesDep, principal: SessionPrincipal) -> Response:
    """Show that the text typed before the sign-in is kept and can still be submitted."""
    identity: Identity = request.app.state.identity
    token = cookies.stash_token(request, identity)
    form = await identity.stash.find(token, principal.subject) if token else None
    return pages.render(request, "continue.html", form=form) if form else _see("/")


@router.post("/logout")
async def logout(request: Request, session: SessionDep) -> Response:
    """End the session here, and redirect the browser to the provider to end it there too."""
    identity: Identity = request.app.state.identity
    answer = _see("/")
    if session and session.live:
        await live_session(request, session)
        answer = _see(await _signed_out(identity, session))
    if token := cookies.stash_token(request, identity):
        await identity.stash.drop(token)
    cookies.drop_session(answer, identity)
    if session:
        cookies.note_left(request, answer, identity, session, _now(request))
    return answer


@router.post("/backchannel-logout")
async def backchannel_logout(request: Request, logout_token: Annotated[str, Form()]) -> Response:
    """End one session, or all sessions of a person, at the request of the identity provider."""
    identity: Identity = request.app.state.identity
    try:
        ended = await identity.relying_party.ended(logout_token)
    except InvalidTokenError:
        return Response(status_code=400)
    return Response(status_code=200 if await identity.sessions.end_all(ended) else 400)


async def _signed_out(identity: Identity, session: Session) -> str:
    """End ``session``; return the next address. The sign-out here succeeds also if the provider does not answer."""
    await identity.sessions.end(session.token)
    try:
        return await identity.relying_party.sign_out_address()
    except ProviderUnreachableError:
        return "/"


def _now(request: Request) -> datetime:
    now: datetime = request.app.state.runtime.clock.now()
    return now


def _see(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303)
