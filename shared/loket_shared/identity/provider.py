"""The identity provider as it describes itself: its addresses and its keys, kept and refreshed when needed."""

import asyncio
from time import monotonic
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict

from loket_shared.failures import TransientFailure
from loket_shared.identity.claims import principal_of
from loket_shared.identity.principal import Principal

FRESH_SECONDS = 600
SECONDS_BETWEEN_REFRESHES = 5
_TIMEOUT_SECONDS = 5


class ProviderUnreachable(TransientFailure):
    """The identity provider does not answer, or not as one."""


class Metadata(BaseModel):
    """What is used of the discovery document (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None


class Provider:
    """An OpenID Connect provider, reached over HTTP; ``transport`` stands in for the network in tests.

    ``name`` stands for the provider in pseudonyms, also after its address changed; it is the issuer
    where it is empty. ``email_verified_default``: what a token without the claim ``email_verified``
    counts as.
    """

    def __init__(
        self,
        issuer: str,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        name: str = "",
        email_verified_default: bool = False,
    ) -> None:
        self.issuer = issuer
        self._name = name or issuer
        self._email_verified_default = email_verified_default
        self._transport = transport
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None
        self._refreshed_at = 0.0
        self._lock = asyncio.Lock()

    def http(self) -> httpx.AsyncClient:
        """Return a client for calls to the provider."""
        return httpx.AsyncClient(transport=self._transport, timeout=_TIMEOUT_SECONDS)

    def principal(self, claims: dict[str, Any]) -> Principal:
        """Return whom the ``claims`` of a token of this provider describe; raises as ``principal_of``."""
        return principal_of(claims, self._name, email_verified_default=self._email_verified_default)

    async def metadata(self) -> Metadata:
        """Return the provider's addresses; asked for once.

        Raises:
            ProviderUnreachable: it does not answer, or answers for another issuer.
        """
        if self._metadata is None:
            address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            described = Metadata.model_validate(await self._get(address))
            if described.issuer != self.issuer:
                raise ProviderUnreachable("the provider describes another issuer")
            self._metadata = described
        return self._metadata

    async def keys(self, kid: str | None) -> KeySet:
        """Return the provider's keys, asked for anew when they are old or ``kid`` is not among them.

        An unknown ``kid`` causes one request per ``SECONDS_BETWEEN_REFRESHES`` at most, so that forged
        tokens do not become a flood of requests; keys at hand are used while the provider is away.

        Raises:
            ProviderUnreachable: there are no keys and the provider does not answer.
        """
        async with self._lock:
            if self._keys is None or self._is_due(self._keys, kid):
                self._keys = await self._refreshed(self._keys)
                self._refreshed_at = monotonic()
            return self._keys

    def _is_due(self, keys: KeySet, kid: str | None) -> bool:
        age = monotonic() - self._refreshed_at
        known = any(key.kid == kid for key in keys.keys)
        return age > (FRESH_SECONDS if known else SECONDS_BETWEEN_REFRESHES)

    async def _refreshed(self, at_hand: KeySet | None) -> KeySet:
        try:
            return KeySet.import_key_set(await self._get((await self.metadata()).jwks_uri))
        except (ProviderUnreachable, JoseError, ValueError) as error:
            if at_hand is None:
                raise ProviderUnreachable("the provider's keys cannot be read") from error
            return at_hand

    async def _get(self, address: str) -> Any:
        try:
            async with self.http() as client:
                answer = await client.get(address)
                return answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnreachable("the identity provider does not answer") from error
