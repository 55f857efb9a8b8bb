"""The identity provider as it describes itself: its addresses and its keys, kept and refreshed when needed."""

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
"""Those of the algorithms that tokens may be signed with."""

_LOG = structlog.get_logger(__name__)


class ProviderUnreachableError(TransientError):
    """The identity provider does not answer, or not as one."""


class Metadata(BaseModel):
    """What is used of the discovery document (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    authorization_response_iss_parameter_supported: bool = False


class OidcProvider:
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
        self._refreshed_at = self._tried_at = 0.0
        self._refreshing: asyncio.Task[None] | None = None

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

        They are asked for anew when they are old or ``kid`` is not among them, at most once in
        ``SECONDS_BETWEEN_REFRESHES``, so that forged tokens do not become a flood of requests. Keys at hand
        answer at once: whoever asks with one of them waits for nobody, and an unknown ``kid`` is told from
        the next refresh on.

        Raises:
            ProviderUnreachable: there are no keys and the provider does not answer.
        """
        at_hand = self._keys
        if at_hand is None:
            return await self._first_keys()
        now, known = monotonic(), any(key.kid == kid for key in at_hand.keys)
        wanted = not known or now - self._refreshed_at > FRESH_SECONDS
        if wanted and now - self._tried_at > SECONDS_BETWEEN_REFRESHES:
            refreshing = self._refresh()
            if not known:
                # A key that was replaced just now is worth a moment, where the provider answers.
                await asyncio.wait({refreshing}, timeout=SECONDS_TO_WAIT_FOR_A_KEY)
        return self._keys or at_hand

    async def _first_keys(self) -> KeySet:
        await asyncio.wait({self._refresh()})
        if self._keys is None:
            raise ProviderUnreachableError("the provider's keys cannot be read")
        return self._keys

    def _refresh(self) -> "asyncio.Task[None]":
        """Ask for the keys beside whoever calls; one request at a time."""
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
    """Return the signing keys of a JWK set; what is not understood here is left out (RFC 7517, section 5).

    Raises:
        ValueError: it is no JWK set, or holds no such key.
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
