"""Verifies the tokens of the identity provider, and gives the principal of an API call that bears one."""

from typing import Annotated, Any, NamedTuple, Protocol

import structlog
from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ForbiddenError, UnauthenticatedError
from loket_shared.identity.claims import UnusableClaimsError
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.verified_tokens import VerifiedToken, VerifiedTokens
from loket_shared.observability.clock import Clock
from loket_shared.principal import Principal

ALGORITHMS = ("PS256", "ES256", "RS256")
"""Asymmetric algorithms only: with a symmetric one, anybody with the public key could sign."""

LEEWAY_SECONDS = 10

UNUSABLE_ACCOUNT = BilingualText(
    nl="Met dit account kunt u het loket niet gebruiken: er ontbreekt een gegeven, zoals uw rol of uw organisatie. "
    "Vraag de beheerder van accounts in uw organisatie om hulp.",
    en="This account cannot use the desk: something is missing, such as your role or your organisation. "
    "Ask whoever administers accounts in your organisation for help.",
)

ACCESS_TOKEN = frozenset({"at+jwt", "jwt"})
ID_TOKEN = frozenset({"jwt"})
LOGOUT_TOKEN = frozenset({"logout+jwt", "jwt"})

_OTHER_KINDS = ("ID", "Refresh", "Offline", "Logout")
"""The values of the claim ``typ`` in Keycloak's other tokens."""

_LOG = structlog.get_logger(__name__)


class InvalidTokenError(Exception):
    """The token is forged, expired, or made for another service or another purpose."""


class UnusableTokenError(InvalidTokenError):
    """The token is valid, but its ``claim`` is missing or unusable, and the desk needs it."""

    def __init__(self, claim: str) -> None:
        super().__init__(f"the claim {claim} cannot be used")
        self.claim = claim


class TokenVerifier(Protocol):
    """Verifies bearer tokens."""

    async def verify(self, token: str) -> Principal:
        """Return the principal of ``token``.

        Raises:
            InvalidTokenError: the token is invalid.
            UnusableTokenError: the token is valid, but lacks a claim that the desk needs.
        """
        ...


class SignedClaims(NamedTuple):
    """The claims of a valid token, with the id of the key that signed it and the set that this key stands in."""

    claims: dict[str, Any]
    kid: str | None
    keys: KeySet


async def verified_claims(
    token: str, kinds: frozenset[str], provider: OidcProvider, clock: Clock, **expected: ClaimsOption
) -> dict[str, Any]:
    """Return the claims of a valid ``token``; takes and raises what ``verify_token`` does."""
    return (await verify_token(token, kinds, provider, clock, **expected)).claims


async def verify_token(
    token: str, kinds: frozenset[str], provider: OidcProvider, clock: Clock, **expected: ClaimsOption
) -> SignedClaims:
    """Verify a ``token`` of one of the ``kinds``, signed by the provider.

    ``kinds`` are media types in lower case without ``application/`` (RFC 8725, section 3.11). ``expected`` lists
    further claims to check; issuer and expiry are always checked.

    Raises:
        InvalidTokenError: the signature, algorithm, issuer, time or an expected claim is wrong.
        ProviderUnreachableError: the keys are needed and the provider does not answer.
    """
    try:
        header = extract_compact(token.encode()).headers()
        if str(header.get("typ", "jwt")).lower().removeprefix("application/") not in kinds:
            raise InvalidTokenError("a token of another kind")
        kid = header.get("kid") if isinstance(header.get("kid"), str) else None
        keys = await provider.keys(kid)
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        registry = JWTClaimsRegistry(
            now=int(clock.now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": provider.issuer},
            exp={"essential": True},
            **expected,
        )
        registry.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise InvalidTokenError(type(error).__name__) from None
    return SignedClaims(dict(claims), kid, keys)


def known_principal(claims: dict[str, Any], provider: OidcProvider) -> Principal:
    """Return the principal of verified ``claims``.

    Raises:
        UnusableTokenError: a claim is missing; its name is logged, never its value.
    """
    try:
        return provider.principal(claims)
    except UnusableClaimsError as error:
        _LOG.warning("a token lacks what the desk must know", claim=error.claim)
        raise UnusableTokenError(error.claim) from None


class OidcTokenVerifier:
    """Verifies access tokens that are JWTs (RFC 9068) with the provider's keys; a signature once for each key set."""

    def __init__(self, provider: OidcProvider, audience: str, clock: Clock) -> None:
        self._provider = provider
        self._audience = audience
        self._clock = clock
        self._verified = VerifiedTokens()

    async def verify(self, token: str) -> Principal:
        """Return the principal of ``token``; raises the errors of ``TokenVerifier.verify``."""
        known = self._verified.find(token)
        if known is None or not await self._holds(known):
            known = await self._verify(token)
            self._verified.keep(token, known)
        return known.principal

    async def _holds(self, known: VerifiedToken) -> bool:
        """Return whether the token has not expired, and the provider still has the keys that verified it."""
        now = int(self._clock.now().timestamp())
        return known.expires_at > now - LEEWAY_SECONDS and await self._provider.keys(known.kid) is known.keys

    async def _verify(self, token: str) -> VerifiedToken:
        audience: ClaimsOption = {"essential": True, "value": self._audience}
        claims, kid, keys = await verify_token(token, ACCESS_TOKEN, self._provider, self._clock, aud=audience)
        if "nonce" in claims or "events" in claims or claims.get("typ") in _OTHER_KINDS:
            raise InvalidTokenError("an ID token or a logout token")
        return VerifiedToken(known_principal(claims, self._provider), claims["exp"], kid, keys)


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
