"""The principal of an API call, from its bearer token."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from loket_shared.failures import ForbiddenError, UnauthenticatedError
from loket_shared.identity.token_verifier import UNUSABLE_ACCOUNT, InvalidTokenError, TokenVerifier, UnusableTokenError
from loket_shared.principal import Principal

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Een access token van de identity provider")


async def authenticate(request: Request) -> None:
    """Authenticate the bearer token of ``request``; runs before the rest of the request is examined.

    Raises:
        UnauthenticatedError: the token is missing or invalid.
        ForbiddenError: the token is valid, but lacks a claim that the desk needs.
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
    request.state.principal = principal  # a refusal is recorded under this name


async def current_principal(request: Request, _: Annotated[object, Depends(_BEARER)]) -> Principal:
    """Return the principal of ``request``; the RequestGuard has authenticated it."""
    principal: Principal = request.state.principal
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
