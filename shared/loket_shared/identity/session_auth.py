"""The principal of a page: from the browser's session, with a CSRF check of every form."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ForbiddenError
from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.identity.sessions import Session
from loket_shared.identity.sign_in_redirect import CSRF_FIELD, SignInNeededError, address_of, keep_form
from loket_shared.principal import Principal

CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN = BilingualText(nl="Dit formulier komt niet van het loket.", en="This form does not come from the desk.")


async def load_session(request: Request) -> Session | None:
    """Return the session of the browser, live or ended; pages find it in ``request.state.session``.

    The instrumentation finds the signed-in principal in ``request.state.principal``.
    """
    identity: Identity = request.app.state.identity
    token = request.cookies.get(identity.cookie)
    request.state.session = await identity.sessions.find(token) if token else None
    session: Session | None = request.state.session
    request.state.principal = session.principal if session and session.live else None
    return session


SessionDep = Annotated[Session | None, Depends(load_session)]


async def optional_principal(session: SessionDep) -> Principal | None:
    """Return the signed-in principal, or None, for a page that needs no sign-in."""
    return session.principal if session and session.live else None


async def live_session(request: Request, session: SessionDep) -> Session:
    """Return the live session of the browser.

    A form must carry the session's CSRF token, in a field or, if a script sends it, in a header. A form without it, or
    of an ended session, is kept for the person who typed it and can be confirmed after the next sign-in.

    Raises:
        SignInNeededError: nobody is signed in.
        ForbiddenError: the form comes from another site.
    """
    if request.method in _SAFE:
        if session is None or not session.live:
            raise SignInNeededError
        return session
    identity: Identity = request.app.state.identity
    if is_foreign(request, identity.relying_party.address):
        raise ForbiddenError("foreign-form", _FOREIGN)
    token = await _csrf_token(request)
    if session is None or not session.live or not session.accepts(token):
        subject = _typed_by(request, identity, session, token)
        raise SignInNeededError(await keep_form(request, subject) if subject else None)
    return session


async def session_principal(
    request: Request, session: Annotated[Session, Depends(live_session)]
) -> AsyncIterator[Principal]:
    """Yield the signed-in principal; raises the errors of ``live_session``.

    If the request submits a pending form, that form is in ``request.state.rescued`` meanwhile. It is deleted after the
    request, unless the request failed.
    """
    token = await _rescued(request, session.principal)
    yield session.principal
    if token and request.state.rescued:
        identity: Identity = request.app.state.identity
        await identity.stash.drop(token)


def _typed_by(request: Request, identity: Identity, session: Session | None, csrf_token: str) -> str | None:
    """Return the subject of a form that ``session`` does not accept, or None if it is unknown."""
    now = request.app.state.runtime.clock.now()
    left = cookies.left_sessions(request, identity).holder_of(csrf_token, now)
    return left or (session.principal.subject if session else None)


async def _rescued(request: Request, principal: Principal) -> str | None:
    """Return the token of the pending form that ``request`` submits, or None."""
    identity: Identity = request.app.state.identity
    token = None if request.method in _SAFE else cookies.stash_token(request, identity)
    form = await identity.stash.find(token, principal.subject) if token else None
    if form and form.is_sent_by(address_of(request), (await request.form()).multi_items()):
        request.state.rescued = form
        return token
    return None


async def _csrf_token(request: Request) -> str:
    field = (await request.form()).get(CSRF_FIELD)
    return field if isinstance(field, str) else request.headers.get(CSRF_HEADER, "")


OptionalPrincipal = Annotated[Principal | None, Depends(optional_principal)]
SessionPrincipal = Annotated[Principal, Depends(session_principal)]


def is_foreign(request: Request, address: str) -> bool:
    """Return True if the browser reports that another site than ``address`` caused ``request``.

    Browsers report it in ``Sec-Fetch-Site`` (W3C Fetch Metadata) or ``Origin``. A client that sends neither header is
    not a browser, and a site cannot misuse it.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", address)
    return site not in ("same-origin", "none") or origin != address
