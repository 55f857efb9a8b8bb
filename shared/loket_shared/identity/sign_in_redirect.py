"""Redirects a browser to the sign-in and keeps its submitted form."""

from typing import cast
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.identity.pending_forms import PendingForm

CSRF_FIELD = "csrf_token"


class SignInNeededError(Exception):
    """The page needs a signed-in person; ``stash_token`` is the token of the kept form, if any."""

    def __init__(self, stash_token: str | None = None) -> None:
        super().__init__("sign-in needed")
        self.stash_token = stash_token


async def keep_form(request: Request, subject: str) -> str:
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


START = "/"


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
