"""Pages come compressed to whoever is not signed in, and to nobody else, so that no length tells (BREACH)."""

import gzip

import brotli
import httpx
import pytest
from kit.service import sample_service
from kit.settings import ADDRESS
from starlette.requests import Request
from starlette.responses import Response

from loket_shared.identity.sessions import Session
from loket_shared.principal import Principal, Role
from loket_shared.web.pages import Pages

SOMEBODY = Principal("somebody", "Somebody", "somebody@sample.example", Role.ASKER)


def front(session: Session | None, accept_encoding: str = "gzip, br") -> Response:
    """Return the front page for whoever has ``session``."""
    address = httpx.URL(ADDRESS)
    request = Request(
        {
            **{"type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b"", "root_path": ""},
            "server": (address.host, 80),
            "headers": [(b"accept-encoding", accept_encoding.encode())],
        }
    )
    request.state.session = session
    return Pages(sample_service().runtime).render(request, "front.html")


@pytest.mark.parametrize(
    "session", [None, Session("token", SOMEBODY, live=False)], ids=["nobody", "somebody whose session is over"]
)
def test_to_nobody_in_particular_a_page_comes_compressed(session: Session | None) -> None:
    plain, small, old = (front(session, accepted) for accepted in ("", "gzip, br", "gzip"))
    assert "content-encoding" not in plain.headers
    assert (small.headers["content-encoding"], old.headers["content-encoding"]) == ("br", "gzip")
    assert brotli.decompress(bytes(small.body)) == gzip.decompress(bytes(old.body)) == bytes(plain.body)
    assert int(small.headers["content-length"]) == len(small.body) < len(plain.body) / 2
    assert {answer.headers["vary"] for answer in (plain, small, old)} == {"Accept-Encoding"}


def test_to_somebody_who_signed_in_it_never_does() -> None:
    session = Session("token", SOMEBODY, live=True)
    page = front(session)
    assert "content-encoding" not in page.headers
    assert session.csrf_token.encode() in bytes(page.body)
    assert page.body == front(session, "").body


@pytest.mark.asyncio
async def test_an_error_that_anybody_may_meet_comes_compressed(visitor: httpx.AsyncClient) -> None:
    for accepted in ("br", "gzip"):
        answer = await visitor.get("/nowhere", headers={"Accept-Encoding": accepted})
        assert (answer.status_code, answer.headers["content-encoding"]) == (404, accepted)
        assert "Dit bestaat niet." in answer.text


@pytest.mark.asyncio
async def test_the_api_and_the_health_never_do(visitor: httpx.AsyncClient) -> None:
    for path in ("/v1/openapi.json", "/v1/nowhere", "/health/live"):
        answer = await visitor.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert "content-encoding" not in answer.headers
