"""However broken a request is, it is refused with a problem document and never with a 5xx."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket_shared.http.route_rules import DEFAULT_BODY_BYTES

JSON = {"Content-Type": "application/json"}

BROKEN = {
    "not JSON": b"subject=x",
    "cut off": b'{"subject": "x"',
    "not UTF-8": b'{"subject": "\xff\xfe"}',
    "UTF-16": '{"subject": "x"}'.encode("utf-16"),
    "30,000 brackets deep": b"[" * 30_000 + b"]" * 30_000,
    "10,000 objects deep": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "deep within the limit of the parser": b'{"subject": "x", "answers": ' + b'{"a":' * 40 + b'"b"' + b"}" * 41,
    "a NUL character": b'{"subject": "a\\u0000b"}',
    "a NUL character in a name": b'{"subject": "x", "answers": {"a\\u0000": "b"}}',
    "a lone surrogate": b'{"subject": "\\ud800"}',
    "not a number": b'{"subject": NaN}',
    "a number for a text": b'{"subject": 12}',
    "a list for an object": b"[1, 2]",
    "null": b"null",
    "an unknown code": b'{"subject": "x", "parts": [{"name": "a", "kind": "oval"}]}',
    "an impossible date": b'{"subject": "x", "neededBy": "2026-02-30"}',
    "a number with 10,000 digits": b'{"subject": ' + b"9" * 10_000 + b"}",
    "empty": b"",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
async def test_a_broken_body_is_a_400(api: httpx.AsyncClient, body: bytes) -> None:
    answer = await api.post("/v1/things", content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"status", "title", "detail", "code"} <= answer.json().keys()


@pytest.mark.asyncio
async def test_every_wrong_field_is_named_at_once_and_nothing_is_repeated(api: httpx.AsyncClient) -> None:
    sent = {"subject": "x" * 21, "neededBy": "tomorrow", "parts": [{"name": "secret-words", "kind": "round"}]}
    answer = await api.post("/v1/things", json=sent)
    assert [error["field"] for error in answer.json()["errors"]] == ["subject", "neededBy", "parts.0.name"]
    assert answer.json()["errors"][0]["text"] == {
        "nl": "Gebruik hier ten hoogste 20 tekens.",
        "en": "Use 20 characters at most here.",
    }
    assert "secret-words" not in answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "twice"),
    [
        (b'{"subject": "x", "subject": "y"}', ["subject"]),
        (b'{"subject": "x", "answers": {"a": "1", "b": "2", "\\u0061": "3"}}', ["a"]),
        (b'{"subject": "x", "' + b"n" * 5000 + b'": 1, "' + b"n" * 5000 + b'": 2}', ["n" * 100]),
    ],
)
async def test_a_name_that_stands_twice_is_named(api: httpx.AsyncClient, body: bytes, twice: list[str]) -> None:
    answer = await api.post("/v1/things", content=body, headers=JSON)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == twice
    assert answer.json()["errors"][0]["text"]["en"] == "This field is given more than once."


@pytest.mark.asyncio
async def test_the_same_name_in_two_objects_is_fine(api: httpx.AsyncClient) -> None:
    parts = [{"name": "a", "kind": "round"}, {"name": "a", "kind": "square"}]
    assert (await api.post("/v1/things", json={"subject": "x", "parts": parts})).status_code == 201


@pytest.mark.asyncio
async def test_a_text_that_only_mentions_the_escape_of_nul_is_fine(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/things", json={"subject": r"C:\u0000"})
    assert answer.status_code == 201


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [DEFAULT_BODY_BYTES + 1, 30 << 20])
async def test_more_than_a_route_takes_is_too_large(api: httpx.AsyncClient, size: int) -> None:
    async def chunked() -> AsyncIterator[bytes]:
        for _ in range(size // 65_536 + 1):
            yield b" " * 65_536

    for content in (b" " * size, chunked()):
        answer = await api.post("/v1/things", content=content, headers=JSON)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
async def test_a_route_that_says_so_takes_more(api: httpx.AsyncClient) -> None:
    body = {"subject": "x", "answers": {"long": "y" * DEFAULT_BODY_BYTES}}
    assert (await api.post("/v1/things", json=body)).status_code == 413
    assert (await api.post("/v1/long-things", json=body)).status_code == 201


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"[" + b"[]," * 170_000 + b"[]]", b"[" + b"1," * 250_000 + b"1]"])
async def test_a_body_of_too_many_parts_is_not_taken_apart(api: httpx.AsyncClient, body: bytes) -> None:
    assert (await api.post("/v1/long-things", content=body, headers=JSON)).status_code == 400


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "more", [("Host", "other.example"), ("Content-Type", "text/plain"), ("Authorization", "Bearer other")]
)
async def test_a_header_that_two_readers_might_read_differently_is_a_400(
    api: httpx.AsyncClient, more: tuple[str, str]
) -> None:
    headers = [("Host", "sample.example"), ("Content-Type", "application/json"), ("Authorization", "Bearer someone")]
    answer = await api.post("/v1/things", content=b'{"subject": "x"}', headers=[*headers, more])
    assert answer.status_code == 400


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "nonsense"])
async def test_other_media_types_are_a_415(api: httpx.AsyncClient, kind: str) -> None:
    answer = await api.post("/v1/things", content=b'{"subject": "x"}', headers={"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.asyncio
@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*"])
async def test_an_answer_in_another_form_is_a_406(api: httpx.AsyncClient, accept: str) -> None:
    assert (await api.get("/v1/numbers", headers={"Accept": accept})).status_code == 406


@pytest.mark.asyncio
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html, application/*;q=0.5", ""])
async def test_json_is_given_to_who_takes_it(api: httpx.AsyncClient, accept: str) -> None:
    assert (await api.get("/v1/numbers", headers={"Accept": accept})).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("address", ["/v1/numbers?cursor=%00", "/v1/numbers?cursor=nonsense", "/v1/numbers?limit=0"])
async def test_a_broken_query_is_a_400(api: httpx.AsyncClient, address: str) -> None:
    assert (await api.get(address)).status_code == 400


@pytest.mark.asyncio
async def test_a_nul_in_the_address_is_nowhere(api: httpx.AsyncClient) -> None:
    assert (await api.get("/v1/things/a%00b")).status_code == 404


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
@pytest.mark.asyncio
async def test_no_json_at_all_is_a_server_error(api: httpx.AsyncClient, body: object) -> None:
    answer = await api.post("/v1/things", content=json.dumps(body).encode(), headers=JSON)
    assert answer.status_code in (201, 400)
