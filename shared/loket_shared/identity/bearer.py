"""The principal of an API call."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from loket_shared.failures import Forbidden
from loket_shared.http.refusals import Unauthenticated
from loket_shared.identity.principal import Principal
from loket_shared.identity.verifier import UNUSABLE_ACCOUNT, InvalidToken, UnusableToken, Verifier

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Een access token van de identity provider")


async def recognise(request: Request) -> None:
    """Find out whom the bearer token of ``request`` belongs to, before anything else of it is looked at.

    Raises:
        Unauthenticated: there is no token, or it does not hold.
        Forbidden: it holds, but does not say what the desk must know.
    """
    credentials = await _BEARER(request)
    if credentials is None:
        raise Unauthenticated(token_given=False)
    verifier: Verifier = request.app.state.identity.verifier
    try:
        principal = await verifier.verify(credentials.credentials)
    except UnusableToken:
        raise Forbidden("unusable-account", UNUSABLE_ACCOUNT) from None
    except InvalidToken:
        raise Unauthenticated(token_given=True) from None
    request.state.principal = principal  # so that a refusal is recorded under the right name


async def current_principal(request: Request, _: Annotated[object, Depends(_BEARER)]) -> Principal:
    """Return whom the bearer token of ``request`` belongs to; the gate before the routes found out."""
    principal: Principal = request.state.principal
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
