"""The provider's keys are asked for once, and again when a token names one that is not known."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey
from unit.identity.provider import ISSUER, CountingTransport, forged, new_key, verifier

from loket_shared.identity import oidc_provider
from loket_shared.identity.tokens import InvalidTokenError

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
    monkeypatch.setattr(oidc_provider, "SECONDS_BETWEEN_REFRESHES", -1)
    checker, fresh = verifier(transport), new_key()
    await checker.verify(forged(key, GOOD))
    transport.use(fresh)
    assert (await checker.verify(forged(fresh, GOOD))).subject == "operator"
    with pytest.raises(InvalidTokenError):
        await checker.verify(forged(key, GOOD))


@pytest.mark.asyncio
async def test_forged_key_names_do_not_become_a_flood(transport: CountingTransport, key: RSAKey) -> None:
    checker = verifier(transport)
    await checker.verify(forged(key, GOOD))
    for number in range(20):
        with pytest.raises(InvalidTokenError):
            await checker.verify(forged(key, GOOD, kid=f"made-up-{number}"))
    assert transport.requests == DISCOVERY_AND_KEYS


@pytest.mark.asyncio
async def test_known_keys_serve_while_the_provider_is_away(
    transport: CountingTransport, key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = verifier(transport)
    await checker.verify(forged(key, GOOD))
    monkeypatch.setattr(oidc_provider, "FRESH_SECONDS", -1)
    transport.away = True
    assert (await checker.verify(forged(key, GOOD))).subject == "operator"


ODD: list[Any] = [
    {"kty": "EC", "crv": "BP-256", "x": "AAAA", "y": "AAAA", "kid": "b", "use": "sig"},
    {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "kid": "off the curve"},
    {"kty": "OKP", "crv": "X9", "x": "AAAA"},
    {"kty": "RSA", "n": 1, "e": "AQAB"},
    {"kty": "RSA"},
    {"kty": "zzz"},
    {"kty": "oct", "k": "c2VjcmV0"},
    "no key",
    None,
]


class Describing(httpx.AsyncBaseTransport):
    """A provider with a key set of the test's, which can hang."""

    def __init__(self, *keys: Any) -> None:
        self.keys, self.requests, self.hangs = keys, 0, False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.hangs:
            await asyncio.sleep(3600)
        if request.url.path.endswith("openid-configuration"):
            addresses = dict.fromkeys(("authorization_endpoint", "token_endpoint"), ISSUER)
            return httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **addresses})
        return httpx.Response(200, json={"keys": list(self.keys)})


@pytest.mark.asyncio
@pytest.mark.parametrize("odd", ODD, ids=str)
async def test_a_key_that_is_not_understood_is_left_out(key: RSAKey, odd: Any) -> None:
    known = key.as_dict(private=False)
    for keys in ((odd, known), (known, odd), ({**known, "use": "tls", "kid": "x"}, {**known, "use": "enc"}, known)):
        checker = verifier(Describing(*keys))
        assert (await checker.verify(forged(key, GOOD))).subject == "operator"


@pytest.mark.asyncio
@pytest.mark.parametrize("keys", [(), ODD])
async def test_a_set_without_a_key_that_is_understood_is_none(key: RSAKey, keys: Sequence[Any]) -> None:
    with pytest.raises(oidc_provider.ProviderUnreachableError):
        await verifier(Describing(*keys)).verify(forged(key, GOOD))


@pytest.mark.asyncio
async def test_a_provider_that_hangs_holds_nobody_up_who_comes_with_a_known_key(
    key: RSAKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = Describing(key.as_dict(private=False))
    checker = verifier(transport)
    await checker.verify(forged(key, GOOD))
    transport.hangs, before = True, transport.requests
    monkeypatch.setattr(oidc_provider, "FRESH_SECONDS", -1)
    monkeypatch.setattr(oidc_provider, "SECONDS_BETWEEN_REFRESHES", -1)
    monkeypatch.setattr(oidc_provider, "SECONDS_TO_WAIT_FOR_A_KEY", 3600)
    forgery = asyncio.create_task(checker.verify(forged(key, GOOD, kid="made up")))
    for _ in range(20):
        assert (await checker.verify(forged(key, GOOD))).subject == "operator"
        await asyncio.sleep(0.01)
    assert not forgery.done()
    assert transport.requests == before + 1
    forgery.cancel()
