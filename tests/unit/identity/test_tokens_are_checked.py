"""Only a token that the provider signed for us, and that is valid now, says who somebody is."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from structlog.testing import capture_logs
from unit.identity.provider import ISSUER, CountingTransport, forged, new_key, verifier

from loket_shared.identity.oidc_provider import ProviderUnreachableError
from loket_shared.identity.tokens import InvalidTokenError, UnusableTokenError
from loket_shared.principal import Role
from loket_stack.identity.personas import PERSONAS

NOW = int(time.time())
GOOD: Mapping[str, Any] = {
    "iss": ISSUER,
    "aud": "loket",
    "exp": NOW + 600,
    "sub": "expert-ezk",
    "role": "expert",
    "department": "EZK",
}


@pytest.mark.asyncio
async def test_an_access_token_names_its_holder(transport: CountingTransport) -> None:
    token = transport.issuer.access_token(PERSONAS["front-office"], "loket-cli")
    principal = await verifier(transport).verify(token)
    assert (principal.subject, principal.role, principal.cleared) == ("front-office", Role.FRONT_OFFICE, True)
    assert (principal.client, principal.machine) == ("loket-cli", False)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "http://another.example"},
        {"aud": "another"},
        {"aud": None},
        {"exp": NOW - 60},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": NOW + 600},
        {"sub": ""},
        {"sub": None},
        {"sub": "a\0b"},
        {"role": "emperor"},
        {"department": None},
    ],
)
async def test_one_wrong_claim_is_enough(transport: CountingTransport, key: RSAKey, wrong: dict[str, Any]) -> None:
    claims = {name: value for name, value in {**GOOD, **wrong}.items() if value is not None}
    assert (await verifier(transport).verify(forged(key, GOOD))).subject == "expert-ezk"
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(forged(key, claims))


@pytest.mark.asyncio
async def test_an_id_token_is_no_access_token(transport: CountingTransport) -> None:
    token = transport.issuer.id_token(PERSONAS["asker"], "loket-intake", "nonce", "sid")
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(token)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["at+jwt", "AT+JWT", "application/at+jwt", "JWT"])
async def test_an_access_token_says_what_kind_it_is(transport: CountingTransport, key: RSAKey, kind: str) -> None:
    assert (await verifier(transport).verify(forged(key, GOOD, typ=kind))).subject == "expert-ezk"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("kind", "claims"),
    [
        ("logout+jwt", {}),
        ("dpop+jwt", {}),
        ("secevent+jwt", {}),
        ("", {}),
        ("JWT", {"nonce": "n"}),
        ("JWT", {"events": {}}),
        ("JWT", {"typ": "ID"}),
        ("JWT", {"typ": "Refresh"}),
    ],
)
async def test_a_token_of_another_kind_is_no_access_token(
    transport: CountingTransport, key: RSAKey, kind: str, claims: dict[str, Any]
) -> None:
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(forged(key, {**GOOD, **claims}, typ=kind))


@pytest.mark.asyncio
async def test_a_genuine_token_that_does_not_say_enough_is_told_apart(
    transport: CountingTransport, key: RSAKey
) -> None:
    with capture_logs() as logged, pytest.raises(UnusableTokenError) as refused:
        await verifier(transport).verify(forged(key, {**GOOD, "role": "emperor"}))
    assert refused.value.claim == "role"
    assert [line["claim"] for line in logged if "claim" in line] == ["role"]
    assert "emperor" not in str(logged)


@pytest.mark.asyncio
async def test_another_key_does_not_sign_for_the_provider(transport: CountingTransport, key: RSAKey) -> None:
    stranger = new_key()
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(forged(stranger, GOOD))
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(forged(stranger, GOOD, kid=key.kid))


@pytest.mark.asyncio
async def test_the_public_key_is_no_secret_to_sign_with(transport: CountingTransport, key: RSAKey) -> None:
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": key.kid}, dict(GOOD)))
    mac = hmac.new(key.as_pem(private=False), signed.encode(), sha256).digest()
    token = f"{signed}.{_encoded(mac)}"
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(token)


@pytest.mark.asyncio
@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "e30.e30.", "..", "eyJhbGciOiJub25lIn0.e30."])
async def test_nonsense_is_no_token(transport: CountingTransport, token: str) -> None:
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(token)


@pytest.mark.asyncio
async def test_a_changed_token_does_not_hold(transport: CountingTransport, key: RSAKey) -> None:
    head, _, signature = forged(key, GOOD).split(".")
    body = forged(key, {**GOOD, "sub": "operator"}).split(".")[1]
    with pytest.raises(InvalidTokenError):
        await verifier(transport).verify(f"{head}.{body}.{signature}")


@pytest.mark.asyncio
async def test_without_keys_nothing_can_be_said(transport: CountingTransport, key: RSAKey) -> None:
    transport.away = True
    with pytest.raises(ProviderUnreachableError):
        await verifier(transport).verify(forged(key, GOOD))


def _encoded(part: bytes) -> str:
    return urlsafe_b64encode(part).decode().rstrip("=")
