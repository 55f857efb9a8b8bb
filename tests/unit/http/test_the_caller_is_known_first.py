"""Whoever shows no token that holds learns just that, and nothing else of the request is looked at."""

from collections.abc import AsyncIterator

import httpx
import pytest

from loket_shared.http.route_rules import DEFAULT_BODY_BYTES

pytestmark = pytest.mark.asyncio

JSON = {"Content-Type": "application/json"}
NOBODY = {"Authorization": ""}


class Unread(httpx.AsyncByteStream):
    """A body that must not be asked for."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""  # makes it an iterator


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("/v1/things", JSON, b"[[],[]"),
        ("/v1/things", JSON, b" " * (DEFAULT_BODY_BYTES + 1)),
        ("/v1/things", JSON, b'{"subject": 12}'),
        ("/v1/things", {"Content-Type": "text/plain"}, b"x"),
        ("/v1/things", {**JSON, "Accept": "text/html"}, b"{}"),
        ("/v1/long-things", {**JSON, "If-Match": "000..0"}, b"{}"),
    ],
)
@pytest.mark.parametrize("token", [None, "forged"])
async def test_that_comes_before_everything_else(
    api: httpx.AsyncClient, path: str, headers: dict[str, str], body: bytes, token: str | None
) -> None:
    shown = {"Authorization": f"Bearer {token}"} if token else NOBODY
    answer = await api.post(path, content=body, headers={**headers, **shown})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_the_body_is_not_read(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/things", content=Unread(), headers={**JSON, **NOBODY})
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nowhere", 404), ("PUT", "/v1/things", 405)])
async def test_what_no_route_serves_asks_for_no_token(
    api: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    assert (await api.request(method, path, headers=NOBODY)).status_code == status


async def test_a_public_route_asks_for_none_either(api: httpx.AsyncClient) -> None:
    assert (await api.get("/v1/numbers", headers=NOBODY)).status_code == 200


async def test_a_token_opens_the_route(api: httpx.AsyncClient) -> None:
    assert (await api.post("/v1/things", json={"subject": "x"})).status_code == 201
    assert (await api.head("/v1/things/x", headers=NOBODY)).status_code == 401
