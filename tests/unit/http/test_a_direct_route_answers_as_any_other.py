"""A direct route answers what FastAPI's own route would, and solves each dependency once."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from loket_shared.http import direct_route
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.json_body import keep_json, read_json

BAD: list[dict[str, Any]] = [
    {"json": {}},
    {"json": []},
    {"json": {"name": 1, "age": "x"}},
    {"json": {"name": "long" * 9, "age": 3}},
    {"json": {"name": "a", "age": 3}, "params": {"size": "x"}, "headers": {"key": ""}},
    {"json": {"name": "a"}, "params": {"size": "1"}, "headers": {"key": "k" * 9}},
    {"json": {"name": "a", "age": 3}, "headers": {"who": "nobody"}},
    {"json": {}, "params": {"size": "x"}, "headers": {"who": "nobody"}},
    {"content": b"", "headers": {"content-type": "application/json"}},
    {"json": None},
]
GOOD: list[dict[str, Any]] = [
    {"json": {"name": "a", "age": 3}},
    {"json": {"name": "a", "age": 3}, "params": {"size": "7"}, "headers": {"key": "k"}},
]


class Body(BaseModel):
    name: Annotated[str, Field(max_length=20)]
    age: int


class Seen(BaseModel):
    name: str
    size: int
    who: str
    key: str | None


class Parsing:
    """Parses the body, as the guard does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive()).get("body", b"") if scope["type"] == "http" else b""
        if body:
            keep_json(scope, read_json(body))

        async def again() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)


@pytest.fixture(autouse=True)
def _any_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    async def all_are_known(_: Request) -> None:
        return None

    monkeypatch.setattr(direct_route, "refuse_unknown_parameters", all_are_known)


@pytest.mark.asyncio
@pytest.mark.parametrize("sent", [*GOOD, *BAD], ids=str)
async def test_both_kinds_of_route_answer_the_same(sent: dict[str, Any]) -> None:
    ours, theirs = [await _answer(kind, sent) for kind in (DirectRoute, APIRoute)]
    assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
    assert sorted(ours.headers.items()) == sorted(theirs.headers.items())
    assert (ours.status_code == 201) is (sent in GOOD)


@pytest.mark.asyncio
async def test_another_method_is_refused_alike() -> None:
    for kind in (DirectRoute, APIRoute):
        answer = await _answer(kind, {}, method="PUT")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.asyncio
async def test_each_dependency_is_solved_once() -> None:
    calls: Counter[str] = Counter()
    await _answer(DirectRoute, GOOD[0], calls)
    assert calls == {"who": 1, "key": 1}


def test_a_generator_is_no_dependency_of_a_direct_route() -> None:
    async def opened() -> AsyncIterator[int]:
        yield 1

    async def endpoint(number: Annotated[int, Depends(opened)]) -> Seen:
        raise AssertionError(number)

    with pytest.raises(TypeError):
        APIRouter(route_class=DirectRoute).add_api_route("/", endpoint)


async def _answer(
    kind: type[APIRoute], sent: dict[str, Any], calls: Counter[str] | None = None, method: str = "POST"
) -> httpx.Response:
    app = FastAPI()
    app.add_middleware(Parsing)
    app.include_router(_router(kind, Counter() if calls is None else calls))
    app.add_exception_handler(RequestValidationError, _told)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x.example") as client:
        return await client.request(method, "/things/it", **sent)


async def _told(_: Request, error: Exception) -> Response:
    details = error.errors() if isinstance(error, RequestValidationError) else ()
    return JSONResponse([[*map(str, each["loc"]), each["type"]] for each in details], 422)


def _router(kind: type[APIRoute], calls: Counter[str]) -> APIRouter:
    router = APIRouter(route_class=kind)

    async def current_who(who: Annotated[str, Header()] = "someone") -> str:
        calls["who"] += 1
        if who == "nobody":
            raise HTTPException(403)
        return who

    def current_key(
        who: Annotated[str, Depends(current_who)],
        key: Annotated[str | None, Header(min_length=1, max_length=5)] = None,
    ) -> str | None:
        calls["key"] += 1
        return key and f"{who} {key}"

    @router.post("/things/{name}", status_code=201)
    async def make(
        name: str,
        body: Body,
        key: Annotated[str | None, Depends(current_key)],
        who: Annotated[str, Depends(current_who)],
        response: Response,
        size: Annotated[int, Query(ge=1)] = 1,
    ) -> Seen:
        response.headers["Location"] = f"/things/{body.name}"
        return Seen(name=name, size=size, who=who, key=key)

    return router
