"""The cookies of sign-in. Cookies ignore ports, so each service's cookies have names of their own."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from loket_shared.identity.identity import Identity
from loket_shared.identity.left_sessions import LEFT_REMEMBERED, LeftSessions
from loket_shared.identity.pending_forms import KEPT
from loket_shared.identity.relying_party import ATTEMPT_SECONDS, SignInState
from loket_shared.identity.sessions import Session

MOST_ATTEMPTS = 5
"""Sign-in attempts that a browser keeps; more cookies would make its requests too large."""

_STATE_SHOWN = 12

_OFFERED = "~"
"""Marks the token of a pending form that was offered after a sign-in; no token contains it."""


def set_session(response: Response, identity: Identity, token: str) -> None:
    """Set the session cookie; it lasts until the browser closes."""
    _set(response, identity, identity.cookie, token)


def drop_session(response: Response, identity: Identity) -> None:
    """Delete the session cookie and the pending-form cookie."""
    response.delete_cookie(identity.cookie)
    drop_stash(response, identity)


def set_attempt(request: Request, response: Response, identity: Identity, attempt: SignInState) -> None:
    """Store a sign-in attempt; a browser may have one in each tab, and the oldest are deleted."""
    others = _attempts(request, identity)
    for name in sorted(others, key=lambda name: others[name])[: max(0, len(others) + 1 - MOST_ATTEMPTS)]:
        response.delete_cookie(name)
    sealed = attempt.sealed(identity.relying_party.client_secret)
    _set(response, identity, _attempt_name(identity, attempt.state), sealed, ATTEMPT_SECONDS)


def find_attempt(request: Request, identity: Identity, state: str) -> SignInState | None:
    """Return this browser's sign-in attempt with ``state``, or None."""
    sealed = request.cookies.get(_attempt_name(identity, state), "")
    attempt = SignInState.unsealed(sealed, identity.relying_party.client_secret)
    return attempt if attempt and attempt.state == state else None


def drop_attempt(response: Response, identity: Identity, state: str) -> None:
    """Delete a sign-in attempt: a state may be used once."""
    response.delete_cookie(_attempt_name(identity, state))


def set_stash(response: Response, identity: Identity, token: str) -> None:
    """Store the token of the browser's pending form."""
    _set(response, identity, _stash_name(identity), token)


def stash_token(request: Request, identity: Identity) -> str | None:
    """Return the token of this browser's pending form, or None."""
    return request.cookies.get(_stash_name(identity), "").removesuffix(_OFFERED) or None


def drop_stash(response: Response, identity: Identity) -> None:
    """Delete the token of the browser's pending form."""
    response.delete_cookie(_stash_name(identity))


def set_unsent(response: Response, identity: Identity, token: str, path: str) -> None:
    """Store the token of unsent text in a cookie for the page at ``path`` only."""
    _set(response, identity, _unsent_name(identity), token, round(KEPT.total_seconds()), path)


def unsent_token(request: Request, identity: Identity) -> str | None:
    """Return the token of this page's unsent text, or None."""
    return request.cookies.get(_unsent_name(identity))


def drop_unsent(response: Response, identity: Identity, path: str) -> None:
    """Delete the token of the unsent text of the page at ``path``."""
    response.delete_cookie(_unsent_name(identity), path=path)


def note_left(request: Request, response: Response, identity: Identity, session: Session, now: datetime) -> None:
    """Remember the subject of ``session``, which ends now, for forms that are still open in other tabs."""
    left = left_sessions(request, identity).with_one(session, now)
    sealed = left.sealed(identity.relying_party.client_secret)
    _set(response, identity, _left_name(identity), sealed, int(LEFT_REMEMBERED.total_seconds()))


def left_sessions(request: Request, identity: Identity) -> LeftSessions:
    """Return the sessions that ended in this browser."""
    return LeftSessions.unsealed(request.cookies.get(_left_name(identity), ""), identity.relying_party.client_secret)


def mark_offered(response: Response, identity: Identity, token: str) -> None:
    """Record that the pending form was offered to the user."""
    set_stash(response, identity, token + _OFFERED)


def was_offered(request: Request, identity: Identity) -> bool:
    """Return True if the pending form of this browser was offered."""
    return request.cookies.get(_stash_name(identity), "").endswith(_OFFERED)


def _attempts(request: Request, identity: Identity) -> dict[str, float]:
    """Return the start time of each sign-in attempt by its cookie name; an invalid cookie counts as the oldest."""
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
