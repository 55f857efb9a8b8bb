"""The NL REST API Design Rules, as far as they show from outside."""

from typing import Any

import httpx
import pytest
from kit.service import client_of, sample_service


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "address", ["/v1/numbers", "/v1/nowhere", "/v1/failures/bug", "/health/live", "/v1/openapi.json"]
)
async def test_every_answer_carries_version_and_security_headers(api: httpx.AsyncClient, address: str) -> None:
    headers = (await api.get(address)).headers
    assert headers["api-version"] == "1.2.3"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers, "over plain HTTP it would mean nothing"


@pytest.mark.asyncio
async def test_over_tls_browsers_are_told_to_stay_there() -> None:
    service = sample_service(public_url="https://sample.example")
    app = service.app()
    async with client_of(app) as client:
        answer = await client.get("/v1/numbers")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert app.state.identity.secure


@pytest.mark.asyncio
async def test_another_method_is_a_405_that_names_those_allowed(api: httpx.AsyncClient) -> None:
    answer = await api.delete("/v1/things")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
async def test_head_is_get_without_the_body(api: httpx.AsyncClient) -> None:
    whole, head = await api.get("/v1/numbers"), await api.head("/v1/numbers")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers
    assert (await api.delete("/v1/numbers")).headers["allow"] == "GET, HEAD"
    assert (await api.head("/v1/things")).status_code == 405


@pytest.mark.asyncio
async def test_lists_come_in_pages_without_gap_or_repeat(api: httpx.AsyncClient) -> None:
    seen: list[int] = []
    query: dict[str, Any] = {"limit": 30}
    while True:
        page = (await api.get("/v1/numbers", params=query)).json()
        seen += page["items"]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == list(range(100))


@pytest.mark.asyncio
async def test_the_description_is_public_and_follows_the_rules(api: httpx.AsyncClient) -> None:
    del api.headers["Authorization"]
    answer = await api.get("/v1/openapi.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    described = answer.json()
    assert described["openapi"].startswith("3.")
    assert described["info"]["version"] == "1.2.3"
    assert {"name", "email", "url"} <= described["info"]["contact"].keys()
    assert described["servers"][0]["url"].endswith("/v1")
    assert set(described["paths"]) >= {"/things", "/things/{name}", "/numbers", "/failures/{kind}"}
    assert "HTTPValidationError" not in described["components"]["schemas"]


@pytest.mark.asyncio
async def test_every_operation_declares_the_version_and_problems(api: httpx.AsyncClient) -> None:
    described = (await api.get("/v1/openapi.json")).json()
    operations = [operation for item in described["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert "422" not in operation["responses"]
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                assert "API-Version" in answer["headers"]
            else:
                assert list(answer["content"]) == ["application/problem+json"]
    assert "400" in described["paths"]["/things"]["post"]["responses"]
    assert described["components"]["schemas"]["Thing"]["properties"]["neededBy"]["format"] == "date"


@pytest.mark.asyncio
async def test_a_service_without_its_database_lives_but_is_not_ready(api: httpx.AsyncClient) -> None:
    assert (await api.get("/health/live")).status_code == 200
    assert (await api.get("/health/ready")).status_code == 503
