"""A name that the API does not know is refused: whoever sent it believes that it was read."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from kit.service import ServiceHarness, definition_of
from kit.settings import ADDRESS

from loket_shared.http.description import description_of

SERVICES = ["intake", "routing", "backoffice", "notifications"]
SOME_ID = "019bfa4c-7b1e-7c8f-a8d4-4f1c5f0c2f6e"


def application(service: str) -> FastAPI:
    return ServiceHarness(definition_of(service)).app()


def operations(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description_of(app)["paths"].items():
        yield from ((method, path, operation) for method, operation in item.items())


@pytest_asyncio.fixture(params=SERVICES)
async def service(request: pytest.FixtureRequest) -> AsyncIterator[FastAPI]:
    app = application(request.param)
    yield app
    await app.state.runtime.database.close()


@pytest.mark.asyncio
async def test_a_parameter_is_refused_at_every_address(service: FastAPI) -> None:
    transport = httpx.ASGITransport(service)
    headers = {"Authorization": "Bearer someone"}
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers) as client:
        for method, path, operation in operations(service):
            names = [parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "path"]
            where = path.format(**dict.fromkeys(names, SOME_ID))
            answer = await client.request(method, f"/v1{where}?Misspelt=1", json={})
            named = [error["field"] for error in answer.json().get("errors", ())]
            assert (answer.status_code, "Misspelt" in named) == (400, True), f"{method} {path}: {answer.text}"


@pytest.mark.parametrize("name", SERVICES)
def test_a_field_is_refused_in_every_body(name: str) -> None:
    app = application(name)
    schemas = description_of(app)["components"]["schemas"]
    bodies = [operation["requestBody"] for _, _, operation in operations(app) if "requestBody" in operation]
    reached = [schema for body in bodies for schema in _reached(body, schemas)]
    tolerant = [schema.get("title") for schema in reached if schema.get("additionalProperties", True) is True]
    assert tolerant == []


def _reached(part: Any, schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of objects with fields that ``part`` leads to, each once."""
    waiting, seen = [part], set[str]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                waiting.append(schemas[name])
            if "properties" in node:
                yield node
            waiting += node.values()
