"""Each failure has one status, and tells no more than it may."""

import httpx
import pytest

from loket_shared.http.declared_answers import example_of

STATUS = {
    "not-found": 404,
    "erased": 404,
    "conflict": 409,
    "stale": 412,
    "forbidden": 403,
    "reused": 422,
    "often": 429,
    "away": 503,
    "bug": 500,
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("kind", "status"), STATUS.items())
async def test_a_failure_has_its_status(api: httpx.AsyncClient, kind: str, status: int) -> None:
    answer = await api.get(f"/v1/failures/{kind}")
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret words" not in answer.text


@pytest.mark.asyncio
async def test_what_does_not_exist_is_the_same_in_every_byte(api: httpx.AsyncClient) -> None:
    answers = [
        await api.get(address) for address in ("/v1/things/a", "/v1/failures/erased", "/v1/nowhere", "/v1/things/a/")
    ]
    first = answers[0]
    assert first.status_code == 404
    for other in answers[1:]:
        assert (other.status_code, other.content, other.headers) == (404, first.content, first.headers)


@pytest.mark.asyncio
async def test_a_conflict_tells_what_changed(api: httpx.AsyncClient) -> None:
    body = (await api.get("/v1/failures/conflict")).json()
    assert (body["code"], body["current"]) == ("closed", {"version": 3})


@pytest.mark.asyncio
async def test_a_limit_tells_when_to_come_back(api: httpx.AsyncClient) -> None:
    assert (await api.get("/v1/failures/often")).headers["retry-after"] == "7"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wanted", "detail"),
    [
        ("nl", "Dat kan nu niet."),
        ("en-GB,nl;q=0.5", "That is not possible now."),
        ("nl;q=0.2, en;q=0.9", "That is not possible now."),
        ("de, en;q=0, nl;q=0.1", "Dat kan nu niet."),
        ("fr", "Dat kan nu niet."),
    ],
)
async def test_the_detail_is_in_the_language_of_the_client(api: httpx.AsyncClient, wanted: str, detail: str) -> None:
    answer = await api.get("/v1/failures/forbidden", headers={"Accept-Language": wanted})
    assert answer.json()["detail"] == detail


@pytest.mark.asyncio
async def test_no_token_and_a_bad_token_are_told_apart(api: httpx.AsyncClient) -> None:
    bad = await api.get("/v1/things/a", headers={"Authorization": "Bearer nobody"})
    del api.headers["Authorization"]
    none = await api.get("/v1/things/a")
    assert (bad.status_code, none.status_code) == (401, 401)
    assert bad.headers["www-authenticate"] == 'Bearer realm="loket", error="invalid_token"'
    assert none.headers["www-authenticate"] == 'Bearer realm="loket"'


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/v1/things/none", {}, 404),
        ("GET", "/v1/things/none", {"Authorization": ""}, 401),
        ("GET", "/v1/things/none", {"Accept": "text/html"}, 406),
        ("POST", "/v1/things", {"Content-Type": "text/plain"}, 415),
        ("GET", "/v1/failures/away", {}, 503),
        ("GET", "/v1/failures/reused", {}, 422),
    ],
)
async def test_the_description_shows_what_is_answered(
    api: httpx.AsyncClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await api.request(method, path, headers=headers, content="x" if method == "POST" else None)
    assert (answer.status_code, answer.json()) == (status, example_of(status))
