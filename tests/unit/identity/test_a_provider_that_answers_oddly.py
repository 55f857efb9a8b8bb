"""What the provider answers is held against the protocol: an odd answer is told as one, and never fails in the dark."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey
from unit.identity.provider import ISSUER, forged

from loket_shared.identity.oidc_provider import OidcProvider, ProviderUnreachableError
from loket_shared.identity.relying_party import RelyingParty, SignedIn, SignInState
from loket_shared.identity.tokens import InvalidTokenError
from loket_shared.observability.clock import SystemClock

ATTEMPT = SignInState(return_to="/")
EVENTS: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
DISCOVERY = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def relying_party(answers: dict[str, Callable[[], Any]]) -> RelyingParty:
    """Return a client of a provider that answers so at each path."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answers[request.url.path]())

    return RelyingParty(
        OidcProvider(ISSUER, httpx.MockTransport(answer)), SystemClock(), "loket-x", "secret", "http://x.example"
    )


def client_of(key: RSAKey, tokens: Any) -> RelyingParty:
    """Return a client of a provider that redeems every code with ``tokens``."""
    return relying_party(
        {
            "/.well-known/openid-configuration": lambda: DISCOVERY,
            "/keys": lambda: {"keys": [key.as_dict(private=False)]},
            "/token": lambda: tokens,
        }
    )


async def redeemed(key: RSAKey, **claims: Any) -> SignedIn:
    told = {
        "iss": ISSUER,
        "aud": "loket-x",
        "exp": int(time.time()) + 60,
        "nonce": ATTEMPT.nonce,
        "sub": "o",
        "role": "operator",
    } | claims
    return await client_of(key, {"id_token": forged(key, told), "access_token": "a"}).redeem("code", ATTEMPT)


@pytest.mark.asyncio
@pytest.mark.parametrize("described", [[], "away", {"issuer": ISSUER}, {**DISCOVERY, "token_endpoint": 1}])
async def test_a_description_that_is_none(described: object) -> None:
    client = relying_party({"/.well-known/openid-configuration": lambda: described})
    with pytest.raises(ProviderUnreachableError):
        await client.authorization_address(ATTEMPT)


@pytest.mark.asyncio
@pytest.mark.parametrize("tokens", [[], "no", {}, {"id_token": 1}])
async def test_an_answer_without_tokens(key: RSAKey, tokens: object) -> None:
    with pytest.raises(InvalidTokenError):
        await client_of(key, tokens).redeem("code", ATTEMPT)


@pytest.mark.asyncio
async def test_an_id_token_is_for_the_client_that_it_was_given_out_to(key: RSAKey) -> None:
    """OpenID Connect Core 1.0, section 3.1.3.7, step 5."""
    several = ["loket-x", "another"]
    assert (await redeemed(key, aud=several, azp="loket-x")).principal.subject == "o"
    for audience in (several, "loket-x"):
        with pytest.raises(InvalidTokenError):
            await redeemed(key, aud=audience, azp="another")


@pytest.mark.asyncio
async def test_a_session_that_is_no_text_is_none(key: RSAKey) -> None:
    assert (await redeemed(key, sid=["s"])).provider_session is None
    assert (await redeemed(key, sid="s")).provider_session == "s"


@pytest.mark.asyncio
async def test_a_logout_token_ends(key: RSAKey) -> None:
    told = {"iss": ISSUER, "aud": "loket-x", "iat": int(time.time()), "jti": "1", "sub": "o", "events": EVENTS}
    with pytest.raises(InvalidTokenError):
        await client_of(key, {}).ended(forged(key, {**told, "exp": 10**18}, typ="logout+jwt"))
