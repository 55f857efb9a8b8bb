"""The provider's keys are asked for once, and again when a token names one that is not known."""

import time

import pytest
from joserfc.jwk import RSAKey
from unit.identity.provider import ISSUER, CountingTransport, forged, new_key, verifier

from loket_shared.identity import provider
from loket_shared.identity.verifier import InvalidToken

GOOD = {"iss": ISSUER, "aud": "loket", "exp": int(time.time()) + 600, "sub": "operator", "role": "operator"}
DISCOVERY_AND_KEYS = 2


@pytest.mark.asyncio
async def test_keys_are_asked_for_once(transport: CountingTransport, key: RSAKey) -> None:
    checker = verifier(transport)
    for _ in range(5):
        await checker.verify(forged(key, GOOD))
    assert transport.requests == DISCOVERY_AND_KEYS


@pytest.mark.asyncio
async def test_a_new_key_is_fetched_when_a_token_names_it(
    transport: CountingTransport, key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "SECONDS_BETWEEN_REFRESHES", -1)
    checker, fresh = verifier(transport), new_key()
    await checker.verify(forged(key, GOOD))
    transport.use(fresh)
    assert (await checker.verify(forged(fresh, GOOD))).subject == "operator"
    with pytest.raises(InvalidToken):
        await checker.verify(forged(key, GOOD))


@pytest.mark.asyncio
async def test_forged_key_names_do_not_become_a_flood(transport: CountingTransport, key: RSAKey) -> None:
    checker = verifier(transport)
    await checker.verify(forged(key, GOOD))
    for number in range(20):
        with pytest.raises(InvalidToken):
            await checker.verify(forged(key, GOOD, kid=f"made-up-{number}"))
    assert transport.requests == DISCOVERY_AND_KEYS


@pytest.mark.asyncio
async def test_known_keys_serve_while_the_provider_is_away(
    transport: CountingTransport, key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = verifier(transport)
    await checker.verify(forged(key, GOOD))
    monkeypatch.setattr(provider, "FRESH_SECONDS", -1)
    transport.away = True
    assert (await checker.verify(forged(key, GOOD))).subject == "operator"
