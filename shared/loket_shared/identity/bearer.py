"""The principal of an API call."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from loket_shared.failures import Forbidden
from loket_shared.http.refusals import Unauthenticated
from loket_shared.identity.principal import Principal
from loket_shared.identity.verifier import UNUSABLE_ACCOUNT, InvalidToken, UnusableToken, Verifier

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Een access token van de identity provider")


async def current_principal(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Principal:
    """Return whom the bearer token of ``request`` belongs to; its state holds that too, for who observes it.

    Raises:
        Unauthenticated: there is no token, or it does not hold.
        Forbidden: it holds, but does not say what the desk must know.
    """
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
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
