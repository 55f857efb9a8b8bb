"""Records in the audit trail who tried to read or change something that is forbidden or does not exist.

Both cases are recorded in the same way, so that neither the response nor the trail reveals what exists.
"""

import re
from uuid import UUID

from starlette.requests import Request

from loket_shared.audit.store import REFUSED
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_REFERENCE = re.compile(r"KV-\d{4}-\d{6,12}")


def attempt_on(request: Request, reference: str) -> None:
    """Store the reference of the question that ``request`` is about, if the address does not contain it."""
    request.state.attempted = reference


async def record_attempt(request: Request) -> None:
    """Record that the request was refused, in a transaction of its own.

    A subject that cannot be a reference or an id is not recorded: it is free text of the caller and identifies nothing.
    Repeats are counted, see ``Trail.attempts``.
    """
    principal, subject = _principal(request), _subject(request)
    if principal is None or subject is None:
        return
    runtime: Runtime = request.app.state.runtime
    reading, attempts = request.method in _READING, runtime.trail.attempts
    async with runtime.unit_of_work() as work:
        await work.audit(
            principal, "reading.attempted" if reading else "change.attempted", subject, REFUSED, repeats=attempts
        )


def _principal(request: Request) -> Principal | None:
    """Return the principal of the token, or else of the session."""
    session = getattr(request.state, "session", None)
    by_session: Principal | None = session.principal if session and session.live else None
    by_token: Principal | None = getattr(request.state, "principal", None)
    return by_token or by_session


def _subject(request: Request) -> str | None:
    named = getattr(request.state, "attempted", None) or request.path_params.get("reference")
    if named is not None:
        return str(named) if _REFERENCE.fullmatch(str(named)) else None
    try:
        return str(UUID(str(request.path_params["id"])))
    except (KeyError, ValueError):
        return None
