"""A token that was verified is known again, but neither after its expiry nor after its key was withdrawn."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import KeySet, RSAKey
from unit.identity.provider import ISSUER, CountingTransport, forged, new_key

from loket_shared.identity import oidc_provider
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.tokens import LEEWAY_SECONDS, InvalidTokenError, OidcTokenVerifier
from loket_shared.identity.verified_tokens import VerifiedToken, VerifiedTokens
from loket_shared.principal import Principal, Role

LIFETIME = 600
EXPIRY = int(time.time()) + LIFETIME
GOOD = {"iss": ISSUER, "aud": "loket", "exp": EXPIRY, "sub": "operator", "role": "operator"}


class MovingClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def now(self) -> datetime:
        return self.time


@pytest.mark.asyncio
async def test_a_token_is_known_again(transport: CountingTransport, key: RSAKey) -> None:
    checker, token = _checker(transport, MovingClock()), forged(key, GOOD)
    assert await checker.verify(token) is await checker.verify(token)


@pytest.mark.asyncio
async def test_another_signature_makes_another_token(transport: CountingTransport, key: RSAKey) -> None:
    checker, token = _checker(transport, MovingClock()), forged(key, GOOD)
    await checker.verify(token)
    for altered in (token[:-4] + "AAAA", token + "A", token.upper()):
        with pytest.raises(InvalidTokenError):
            await checker.verify(altered)


@pytest.mark.asyncio
async def test_a_known_token_expires(transport: CountingTransport, key: RSAKey) -> None:
    clock = MovingClock()
    checker, token = _checker(transport, clock), forged(key, GOOD)
    expiry = datetime.fromtimestamp(EXPIRY + LEEWAY_SECONDS, UTC)
    await checker.verify(token)
    clock.time = expiry - timedelta(seconds=1)
    assert (await checker.verify(token)).subject == "operator"
    clock.time = expiry
    with pytest.raises(InvalidTokenError):
        await checker.verify(token)


@pytest.mark.asyncio
async def test_a_known_token_of_a_withdrawn_key_is_refused(
    transport: CountingTransport, key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc_provider, "SECONDS_BETWEEN_REFRESHES", -1)
    checker, token, fresh = _checker(transport, MovingClock()), forged(key, GOOD), new_key()
    for _ in range(2):
        await checker.verify(token)
    transport.use(fresh)
    await checker.verify(forged(fresh, GOOD))
    with pytest.raises(InvalidTokenError):
        await checker.verify(token)


@pytest.mark.asyncio
async def test_a_known_token_has_the_keys_asked_for_again_when_they_are_old(
    transport: CountingTransport, key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker, token = _checker(transport, MovingClock()), forged(key, GOOD)
    await checker.verify(token)
    monkeypatch.setattr(oidc_provider, "FRESH_SECONDS", -1)
    monkeypatch.setattr(oidc_provider, "SECONDS_BETWEEN_REFRESHES", -1)
    transport.use(new_key())
    async with asyncio.timeout(30):
        with pytest.raises(InvalidTokenError):
            await _verify_again_and_again(checker, token)


def test_the_oldest_token_makes_room(key: RSAKey) -> None:
    tokens, keys = VerifiedTokens(most=2), KeySet([key])
    for name in ("first", "second", "third"):
        principal = Principal(subject=name, name=name, email="", role=Role.OPERATOR)
        tokens.keep(name, VerifiedToken(principal, 0, None, keys))
    found = [tokens.find(name) for name in ("first", "second", "third")]
    assert [known.principal.subject if known else None for known in found] == [None, "second", "third"]


def _checker(transport: CountingTransport, clock: MovingClock) -> OidcTokenVerifier:
    return OidcTokenVerifier(OidcProvider(ISSUER, transport), "loket", clock)


async def _verify_again_and_again(checker: OidcTokenVerifier, token: str) -> None:
    while await checker.verify(token):
        await asyncio.sleep(0)
