"""The principal of a page: from the session of the browser, with a CSRF check of every form, or after a sign-in."""

from collections.abc import AsyncIterator
from typing import Annotated, cast
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ForbiddenError
from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.identity.pending_forms import PendingForm
from loket_shared.identity.sessions import Session
from loket_shared.principal import Principal

CSRF_FIELD = "csrf_token"

CSRF_HEADER = "x-csrf-token"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_FOREIGN = BilingualText(nl="Dit formulier komt niet van het loket.", en="This form does not come from the desk.")

START = "/"


class SignInNeededError(Exception):
    """The page needs a signed-in person; ``stash_token`` is the token of the kept form, if any."""

    def __init__(self, stash_token: str | None = None) -> None:
        super().__init__("sign-in needed")
        self.stash_token = stash_token


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
        raise SignInNeededError(await _keep_form(request, subject) if subject else None)
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


async def _keep_form(request: Request, subject: str) -> str:
    """Keep the form of ``request`` for ``subject``, whose session ended; return its token."""
    form = await request.form()
    identity: Identity = request.app.state.identity
    fields = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != CSRF_FIELD)
    return await identity.stash.put(PendingForm(action=address_of(request), subject=subject, fields=fields))


async def send_to_sign_in(request: Request, error: Exception) -> Response:
    """Answer a SignInNeededError: with a redirect, or with 401 for a script (htmx gets its redirect header too)."""
    identity: Identity = request.app.state.identity
    sign_in = f"/login?{urlencode({'return_to': _return_to(request)})}"
    answer: Response = RedirectResponse(sign_in, status_code=303)
    if "hx-request" in request.headers or request.headers.get("accept") == "application/json":
        answer = Response(status_code=401, headers={"HX-Redirect": sign_in})
    stash_token = cast(SignInNeededError, error).stash_token
    if stash_token:
        cookies.set_stash(answer, identity, stash_token)
    return answer


def _return_to(request: Request) -> str:
    """Return the page to show after the sign-in: the requested page, or the page of the submitted form."""
    if request.method in ("GET", "HEAD") and "hx-request" not in request.headers:
        return address_of(request)
    try:
        page = urlsplit(request.headers.get("hx-current-url") or request.headers.get("referer", ""))
    except ValueError:
        return START
    return local_path(f"{page.path}?{page.query}" if page.query else page.path) if page.path else START


def address_of(request: Request) -> str:
    """Return the path and query of ``request``."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def local_path(wanted: str | None) -> str:
    """Return ``wanted`` if it is an address within this service, else the front page.

    Anything that a browser could read as another site is refused: a scheme, a host, ``//``, and its disguises with a
    backslash or a control character.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return START
    if any(ord(character) < 0x21 or ord(character) == 0x7F for character in wanted):
        return START
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else START
