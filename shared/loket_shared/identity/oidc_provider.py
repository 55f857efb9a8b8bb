"""The identity provider: its addresses and keys, cached and refreshed when needed."""

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Any

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet
from pydantic import BaseModel, ConfigDict, ValidationError

from loket_shared.failures import TransientError
from loket_shared.identity.claims import principal_of
from loket_shared.principal import Principal

FRESH_SECONDS = 600
SECONDS_BETWEEN_REFRESHES = 5
SECONDS_TO_WAIT_FOR_A_KEY = 0.5
_TIMEOUT_SECONDS = 5
_KINDS = frozenset({"RSA", "EC"})
"""The key types of ``ALGORITHMS``, the permitted signature algorithms of tokens."""

_LOG = structlog.get_logger(__name__)


class ProviderUnreachableError(TransientError):
    """The identity provider does not answer, or its answer is not valid."""


class Metadata(BaseModel):
    """The used part of the discovery document (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    authorization_response_iss_parameter_supported: bool = False


class OidcProvider:
    """An OpenID Connect provider, reached over HTTP; ``transport`` replaces the network in tests.

    ``name`` identifies the provider in pseudonyms and may stay the same when its address changes; if it is empty, the
    issuer is used. ``email_verified_default`` is used if a token has no claim ``email_verified``.
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
        self._refreshed_at = self._tried_at = 0.0
        self._refreshing: asyncio.Task[None] | None = None

    def http(self) -> httpx.AsyncClient:
        """Return an HTTP client for calls to the provider."""
        return httpx.AsyncClient(transport=self._transport, timeout=_TIMEOUT_SECONDS)

    def principal(self, claims: dict[str, Any]) -> Principal:
        """Return the principal in the ``claims`` of a token of this provider; raises the errors of ``principal_of``."""
        return principal_of(claims, self._name, email_verified_default=self._email_verified_default)

    async def metadata(self) -> Metadata:
        """Return the provider's discovery document; it is requested once.

        Raises:
            ProviderUnreachableError: the provider does not answer, or names another issuer.
        """
        if self._metadata is None:
            address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            try:
                described = Metadata.model_validate(await self._get(address))
            except ValidationError as error:
                raise ProviderUnreachableError("the identity provider does not describe itself") from error
            if described.issuer != self.issuer:
                raise ProviderUnreachableError("the provider describes another issuer")
            self._metadata = described
        return self._metadata

    async def keys(self, kid: str | None) -> KeySet:
        """Return the provider's keys.

        They are requested again when they are old or ``kid`` is not among them, at most once in
        ``SECONDS_BETWEEN_REFRESHES``, so that forged tokens cannot cause a flood of requests. Cached keys are returned
        at once: a caller with a known ``kid`` never waits, and an unknown ``kid`` is found after the next refresh.

        Raises:
            ProviderUnreachableError: no keys are cached and the provider does not answer.
        """
        at_hand = self._keys
        if at_hand is None:
            return await self._first_keys()
        now, known = monotonic(), any(key.kid == kid for key in at_hand.keys)
        wanted = not known or now - self._refreshed_at > FRESH_SECONDS
        if wanted and now - self._tried_at > SECONDS_BETWEEN_REFRESHES:
            refreshing = self._refresh()
            if not known:
                # The provider may have replaced the key just now, so wait a moment for its answer.
                await asyncio.wait({refreshing}, timeout=SECONDS_TO_WAIT_FOR_A_KEY)
        return self._keys or at_hand

    async def _first_keys(self) -> KeySet:
        await asyncio.wait({self._refresh()})
        if self._keys is None:
            raise ProviderUnreachableError("the provider's keys cannot be read")
        return self._keys

    def _refresh(self) -> "asyncio.Task[None]":
        """Request the keys in the background; one request runs at a time."""
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self._ask_for_keys())
        return self._refreshing

    async def _ask_for_keys(self) -> None:
        try:
            self._keys = key_set_of(await self._get((await self.metadata()).jwks_uri))
            self._refreshed_at = monotonic()
        except (ProviderUnreachableError, ValueError) as error:
            _LOG.warning("the provider's keys cannot be read", failure=type(error).__name__)
        finally:
            self._tried_at = monotonic()

    async def _get(self, address: str) -> Any:
        try:
            async with self.http() as client:
                answer = await client.get(address)
                return answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnreachableError("the identity provider does not answer") from error


def key_set_of(described: object) -> KeySet:
    """Return the signing keys of a JWK set; unsupported keys are left out (RFC 7517, section 5).

    Raises:
        ValueError: ``described`` is not a JWK set, or has no supported key.
    """
    entries = described.get("keys") if isinstance(described, dict) else None
    keys: list[Key] = []
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("kty") in _KINDS and entry.get("use", "sig") == "sig":
            with suppress(JoseError, ValueError, KeyError, TypeError):
                keys += KeySet.import_key_set({"keys": [entry]}).keys
    if not keys:
        raise ValueError("no keys that are understood")
    return KeySet(keys)
