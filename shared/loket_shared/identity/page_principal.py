"""The principal of a page: by the browser's session, with every form checked to be ours."""

from typing import Annotated

from fastapi import Depends, Request

from loket_shared.contracts.texts import Text
from loket_shared.failures import Forbidden
from loket_shared.identity.principal import Principal
from loket_shared.identity.same_origin import is_foreign
from loket_shared.identity.session import Session
from loket_shared.identity.setup import Identity
from loket_shared.identity.sign_in_needed import CSRF_FIELD, SignInNeeded, stash_form

CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN = Text(nl="Dit formulier komt niet van het loket.", en="This form does not come from the desk.")


async def load_session(request: Request) -> Session | None:
    """Return the session of the browser, live or over; pages find it in ``request.state.session``.

    Who observes the request finds in its state who is signed in.
    """
    identity: Identity = request.app.state.identity
    token = request.cookies.get(identity.cookie)
    request.state.session = await identity.sessions.find(token) if token else None
    session: Session | None = request.state.session
    request.state.principal = session.principal if session and session.live else None
    return session


SessionDep = Annotated[Session | None, Depends(load_session)]


async def optional_principal(session: SessionDep) -> Principal | None:
    """Return who is signed in, for a page that anybody may see; None for a visitor."""
    return session.principal if session and session.live else None


async def live_session(request: Request, session: SessionDep) -> Session:
    """Return the session of whoever is signed in.

    A form must carry its session's token, in a field or, sent by a script, in a header. One that
    does not, or whose session ran out, is kept, and confirmed after signing in again.

    Raises:
        SignInNeeded: nobody is.
        Forbidden: the form stands on another site.
    """
    if request.method in _SAFE:
        if session is None or not session.live:
            raise SignInNeeded
        return session
    identity: Identity = request.app.state.identity
    if is_foreign(request, identity.relying_party.address):
        raise Forbidden("foreign-form", _FOREIGN)
    if session is None:
        raise SignInNeeded
    if not session.live or not session.accepts(await _csrf_token(request)):
        raise SignInNeeded(await stash_form(request, session))
    return session


async def session_principal(session: Annotated[Session, Depends(live_session)]) -> Principal:
    """Return who is signed in; raises as ``live_session``."""
    return session.principal


async def _csrf_token(request: Request) -> str:
    field = (await request.form()).get(CSRF_FIELD)
    return field if isinstance(field, str) else request.headers.get(CSRF_HEADER, "")


OptionalPrincipal = Annotated[Principal | None, Depends(optional_principal)]
SessionPrincipal = Annotated[Principal, Depends(session_principal)]
