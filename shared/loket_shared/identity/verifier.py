"""Whether a token is genuine and meant for us, and whom it belongs to."""

from typing import Any, Protocol

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

from loket_shared.identity.claims import UnusableClaims
from loket_shared.identity.principal import Principal
from loket_shared.identity.provider import Provider
from loket_shared.ops.clock import Clock

ALGORITHMS = ("PS256", "ES256", "RS256")
"""Asymmetric only: with a symmetric one, whoever knows the public key could sign."""

LEEWAY_SECONDS = 10


class InvalidToken(Exception):
    """The token is not genuine, not for us, not valid now, or not about somebody we know how to treat."""


class Verifier(Protocol):
    """Tells whom a bearer token belongs to."""

    async def verify(self, token: str) -> Principal:
        """Return the holder of ``token``.

        Raises:
            InvalidToken: it does not hold.
        """
        ...


async def verified_claims(token: str, provider: Provider, clock: Clock, **expected: ClaimsOption) -> dict[str, Any]:
    """Return the claims of a ``token`` that the provider signed and that is valid now.

    ``expected`` says what further claims must be (issuer and expiry always are checked).

    Raises:
        InvalidToken: the signature, the algorithm, the issuer, the time or an expected claim is not right.
        ProviderUnreachable: the keys are needed and the provider does not answer.
    """
    try:
        kid = extract_compact(token.encode()).headers().get("kid")
        keys = await provider.keys(kid if isinstance(kid, str) else None)
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
        raise InvalidToken(type(error).__name__) from None
    return dict(claims)


class TokenVerifier:
    """Verifies access tokens that are JWTs (RFC 9068) with the provider's keys."""

    def __init__(self, provider: Provider, audience: str, clock: Clock) -> None:
        self._provider = provider
        self._audience = audience
        self._clock = clock

    async def verify(self, token: str) -> Principal:
        """Return the holder of ``token``; raises as ``verified_claims``."""
        audience: ClaimsOption = {"essential": True, "value": self._audience}
        claims = await verified_claims(token, self._provider, self._clock, aud=audience)
        try:
            return self._provider.principal(claims)
        except UnusableClaims as error:
            raise InvalidToken(str(error)) from None
