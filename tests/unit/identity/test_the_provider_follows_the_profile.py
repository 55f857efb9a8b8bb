"""The development provider gives tokens by the flows of OpenID NL GOV, and by no shorter way."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from unit.identity.provider import ISSUER, SERVICE, CountingTransport

VERIFIER = "v" * 50
ASKED = {
    "response_type": "code",
    "client_id": "loket-x",
    "redirect_uri": "http://x.example/callback",
    "scope": "openid",
    "state": "s" * 30,
    "nonce": "n" * 30,
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}
EXCHANGE = {"grant_type": "authorization_code", "redirect_uri": ASKED["redirect_uri"], "code_verifier": VERIFIER}
SECRET = ("loket-x", SERVICE.client_secret or "")


def _client(transport: CountingTransport) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=transport, base_url=ISSUER)


async def _code(http: httpx.AsyncClient) -> str:
    answer = await http.post("/authorize", params=ASKED, data={"persona": "asker"})
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


@pytest.mark.asyncio
async def test_a_code_becomes_tokens_once(transport: CountingTransport) -> None:
    async with _client(transport) as http:
        form = {**EXCHANGE, "code": await _code(http)}
        first = await http.post("/token", data=form, auth=SECRET)
        second = await http.post("/token", data=form, auth=SECRET)
    assert {"access_token", "id_token", "expires_in", "token_type"} <= first.json().keys()
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changed", "secret", "error"),
    [
        ({"code_verifier": "w" * 50}, SECRET, "invalid_grant"),
        ({"redirect_uri": "http://x.example/other"}, SECRET, "invalid_grant"),
        ({"grant_type": "password"}, SECRET, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, SECRET, "unauthorized_client"),
        ({}, ("loket-x", "wrong"), "invalid_client"),
        ({}, ("nobody", "wrong"), "invalid_client"),
    ],
)
async def test_one_wrong_thing_and_there_are_no_tokens(
    transport: CountingTransport, changed: dict[str, str], secret: tuple[str, str], error: str
) -> None:
    async with _client(transport) as http:
        answer = await http.post("/token", data={**EXCHANGE, "code": await _code(http), **changed}, auth=secret)
    assert answer.json()["error"] == error


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "changed",
    [{"code_challenge_method": "plain"}, {"code_challenge": "short"}, {"state": ""}, {"nonce": ""}, {"scope": "email"}],
)
async def test_a_request_outside_the_profile_goes_back_with_an_error(
    transport: CountingTransport, changed: dict[str, str]
) -> None:
    async with _client(transport) as http:
        answer = await http.get("/authorize", params={**ASKED, **changed})
    assert answer.status_code == 303
    assert "error=" in answer.headers["location"]
    assert "code=" not in answer.headers["location"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "changed", [{"client_id": "nobody"}, {"redirect_uri": "http://x.example/callback/"}, {"redirect_uri": ""}]
)
async def test_nobody_is_sent_where_nobody_registered(transport: CountingTransport, changed: dict[str, str]) -> None:
    async with _client(transport) as http:
        answers = [
            await http.get("/authorize", params={**ASKED, **changed}),
            await http.post("/authorize", params={**ASKED, **changed}, data={"persona": "asker"}),
        ]
    assert [answer.status_code for answer in answers] == [400, 400]


@pytest.mark.asyncio
async def test_a_browser_that_signed_in_is_not_asked_again_unless_the_client_wants_it(
    transport: CountingTransport,
) -> None:
    async with _client(transport) as http:
        await _code(http)
        known = await http.get("/authorize", params=ASKED)
        chosen_anew = await http.get("/authorize", params={**ASKED, "prompt": "login"})
    assert known.status_code == 303
    assert chosen_anew.status_code == 200


@pytest.mark.asyncio
async def test_signing_out_sends_back_to_registered_addresses_only(transport: CountingTransport) -> None:
    async with _client(transport) as http:
        given = await http.post("/token", data={**EXCHANGE, "code": await _code(http)}, auth=SECRET)
        hint = {"id_token_hint": given.json()["id_token"]}
        elsewhere = await http.get("/logout", params={**hint, "post_logout_redirect_uri": "http://evil.example/"})
        home = await http.get("/logout", params={**hint, "post_logout_redirect_uri": "http://x.example/"})
    assert (elsewhere.status_code, home.headers.get("location")) == (200, "http://x.example/")
