"""The principal of an API call."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from loket_shared.failures import ForbiddenError, UnauthenticatedError
from loket_shared.identity.token_verifier import UNUSABLE_ACCOUNT, InvalidTokenError, TokenVerifier, UnusableTokenError
from loket_shared.principal import Principal

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Een access token van de identity provider")


async def authenticate(request: Request) -> None:
    """Find out whom the bearer token of ``request`` belongs to, before anything else of it is looked at.

    Raises:
        Unauthenticated: there is no token, or it does not hold.
        Forbidden: it holds, but does not say what the desk must know.
    """
    credentials = await _BEARER(request)
    if credentials is None:
        raise UnauthenticatedError(token_given=False)
    verifier: TokenVerifier = request.app.state.identity.verifier
    try:
        principal = await verifier.verify(credentials.credentials)
    except UnusableTokenError:
        raise ForbiddenError("unusable-account", UNUSABLE_ACCOUNT) from None
    except InvalidTokenError:
        raise UnauthenticatedError(token_given=True) from None
    request.state.principal = principal  # so that a refusal is recorded under the right name


async def current_principal(request: Request, _: Annotated[object, Depends(_BEARER)]) -> Principal:
    """Return whom the bearer token of ``request`` belongs to; the gate before the routes found out."""
    principal: Principal = request.state.principal
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
