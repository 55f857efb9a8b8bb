"""The cookies of sign-in. Cookies know no ports, so each service's have names of their own."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from loket_shared.identity.identity import Identity
from loket_shared.identity.left_sessions import REMEMBERED, LeftSessions
from loket_shared.identity.pending_forms import KEPT
from loket_shared.identity.sessions import Session
from loket_shared.identity.sign_in_state import LASTS_SECONDS, SignInState

MOST_ATTEMPTS = 5
"""Sign-in attempts that a browser keeps: more would make its requests too large."""

_STATE_SHOWN = 12

_OFFERED = "~"
"""Follows the token of a stashed form that was offered; no token has it."""


def set_session(response: Response, identity: Identity, token: str) -> None:
    """Give the browser its session; it lasts until the browser closes."""
    _set(response, identity, identity.cookie, token)


def drop_session(response: Response, identity: Identity) -> None:
    """Take the session from the browser, and what it kept of a form."""
    response.delete_cookie(identity.cookie)
    drop_stash(response, identity)


def set_attempt(request: Request, response: Response, identity: Identity, attempt: SignInState) -> None:
    """Keep a sign-in attempt; several may be under way, one in each tab, of which the oldest go."""
    others = _attempts(request, identity)
    for name in sorted(others, key=lambda name: others[name])[: max(0, len(others) + 1 - MOST_ATTEMPTS)]:
        response.delete_cookie(name)
    sealed = attempt.sealed(identity.relying_party.client_secret)
    _set(response, identity, _attempt_name(identity, attempt.state), sealed, LASTS_SECONDS)


def find_attempt(request: Request, identity: Identity, state: str) -> SignInState | None:
    """Return the attempt that ``state`` belongs to, if this browser made it."""
    sealed = request.cookies.get(_attempt_name(identity, state), "")
    attempt = SignInState.unsealed(sealed, identity.relying_party.client_secret)
    return attempt if attempt and attempt.state == state else None


def drop_attempt(response: Response, identity: Identity, state: str) -> None:
    """Forget an attempt: a state is good for one time."""
    response.delete_cookie(_attempt_name(identity, state))


def set_stash(response: Response, identity: Identity, token: str) -> None:
    """Give the browser what brings its stashed form back."""
    _set(response, identity, _stash_name(identity), token)


def stash_token(request: Request, identity: Identity) -> str | None:
    """Return what brings the stashed form of this browser back."""
    return request.cookies.get(_stash_name(identity), "").removesuffix(_OFFERED) or None


def drop_stash(response: Response, identity: Identity) -> None:
    """Let the browser forget its stashed form."""
    response.delete_cookie(_stash_name(identity))


def set_unsent(response: Response, identity: Identity, token: str, path: str) -> None:
    """Give the browser what brings back, on the page at ``path`` alone, what was typed there and not sent."""
    _set(response, identity, _unsent_name(identity), token, round(KEPT.total_seconds()), path)


def unsent_token(request: Request, identity: Identity) -> str | None:
    """Return what brings back what was typed on this page and not sent."""
    return request.cookies.get(_unsent_name(identity))


def drop_unsent(response: Response, identity: Identity, path: str) -> None:
    """Let the browser forget what was typed on the page at ``path``."""
    response.delete_cookie(_unsent_name(identity), path=path)


def note_left(request: Request, response: Response, identity: Identity, session: Session, now: datetime) -> None:
    """Keep in mind whose ``session`` was that ends now, for what still stands in a tab."""
    left = left_sessions(request, identity).with_one(session, now)
    sealed = left.sealed(identity.relying_party.client_secret)
    _set(response, identity, _left_name(identity), sealed, int(REMEMBERED.total_seconds()))


def left_sessions(request: Request, identity: Identity) -> LeftSessions:
    """Return the sessions that were ended in this browser."""
    return LeftSessions.unsealed(request.cookies.get(_left_name(identity), ""), identity.relying_party.client_secret)


def mark_offered(response: Response, identity: Identity, token: str) -> None:
    """Keep in mind that the stashed form was offered."""
    set_stash(response, identity, token + _OFFERED)


def was_offered(request: Request, identity: Identity) -> bool:
    """Say whether the stashed form of this browser was offered."""
    return request.cookies.get(_stash_name(identity), "").endswith(_OFFERED)


def _attempts(request: Request, identity: Identity) -> dict[str, float]:
    """Return the names of the browser's attempts, each with when it began; what is none counts as the oldest."""
    prefix, secret = _attempt_name(identity, ""), identity.relying_party.client_secret
    found = {
        name: SignInState.unsealed(value, secret) for name, value in request.cookies.items() if name.startswith(prefix)
    }
    return {name: attempt.began if attempt else 0.0 for name, attempt in found.items()}


def _attempt_name(identity: Identity, state: str) -> str:
    return f"{identity.cookie}_attempt_{state[:_STATE_SHOWN]}"


def _stash_name(identity: Identity) -> str:
    return f"{identity.cookie}_form"


def _unsent_name(identity: Identity) -> str:
    return f"{identity.cookie}_unsent"


def _left_name(identity: Identity) -> str:
    return f"{identity.cookie}_left"


def _set(
    response: Response, identity: Identity, name: str, value: str, lasts: int | None = None, path: str = "/"
) -> None:
    response.set_cookie(name, value, max_age=lasts, path=path, httponly=True, secure=identity.secure, samesite="lax")
