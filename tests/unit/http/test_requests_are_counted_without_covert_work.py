"""How long requests took is told by route, method and status, and moves with no covert work alone."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.routing import APIRoute

from loket_backoffice.pages import contribution_requests
from loket_policy.policy import DESK_POLICY
from loket_shared.http.instrumentation import RequestInstrumentation
from loket_shared.http.middleware import HeadRequests
from loket_shared.observability import metrics
from loket_shared.principal import Principal, Role

TEMPLATES = (
    "/v1/questions/{reference}/supplements",
    "/v1/cases/{reference}",
    "/v1/cases/{reference}/route",
    "/v1/cases/{reference}/contribution-requests",
    "/v1/contribution-requests/{id}/drafts",
    "/contribution-requests/{id}",
    *(route.path for route in contribution_requests.router.routes if isinstance(route, APIRoute)),
)


class Recorder:
    """Stands for the histogram."""

    def __init__(self) -> None:
        self.labels: list[dict[str, Any]] = []

    def record(self, seconds: float, labels: dict[str, Any]) -> None:
        assert seconds >= 0
        self.labels.append(labels)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(metrics, "requests", recorder)
    return recorder


def service() -> FastAPI:
    """An application that lets everybody in whose department the header names."""
    app = FastAPI()

    async def answer(request: Request) -> str:
        department = request.headers.get("department")
        request.state.principal = Principal("x", "X", "", Role.EXPERT, department=department) if department else None
        if "fail" in request.headers:
            raise RuntimeError
        return "done"

    for template in TEMPLATES:
        app.add_api_route(template, answer, methods=["GET", "POST"])
    app.add_middleware(HeadRequests)
    app.add_middleware(RequestInstrumentation, covert=DESK_POLICY.covert)
    return app


async def post(address: str, **headers: str) -> None:
    await request("POST", address, **headers)


async def request(method: str, address: str, **headers: str) -> None:
    transport = httpx.ASGITransport(service(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.example", headers=headers) as client:
        await client.request(method, address)


@pytest.mark.asyncio
async def test_a_request_is_told_by_the_names_of_the_semantic_conventions(recorder: Recorder) -> None:
    await post("/v1/questions/KV-2026-000001/supplements", department="EZK")
    assert recorder.labels == [
        {
            "http.request.method": "POST",
            "http.response.status_code": 200,
            "http.route": "/v1/questions/{reference}/supplements",
            "url.scheme": "http",
        }
    ]


@pytest.mark.asyncio
async def test_an_address_of_nothing_has_no_route_and_a_failure_its_type(recorder: Recorder) -> None:
    await post("/v1/nowhere")
    await post("/v1/cases/KV-2026-000001", fail="yes")
    missing, failed = recorder.labels
    assert ("http.route" in missing, missing["http.response.status_code"]) == (False, 404)
    assert failed["error.type"] == "500"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "address",
    [
        "/v1/contribution-requests/0197c9c4/drafts",
        "/v1/cases/KV-2026-000001/contribution-requests",
        "/contribution-requests/0197c9c4",
        "/bijdrageverzoeken/0197c9c4",
    ],
)
async def test_contribution_work_is_not_counted(recorder: Recorder, address: str) -> None:
    await post(address, department="EZK")
    assert recorder.labels == []


@pytest.mark.asyncio
async def test_what_a_covert_department_does_is_not_counted_anywhere(recorder: Recorder) -> None:
    await post("/v1/cases/KV-2026-000001", department="AIVD")
    assert recorder.labels == []


@pytest.mark.asyncio
async def test_what_is_done_to_a_case_is_not_told_apart(recorder: Recorder) -> None:
    await post("/v1/cases/KV-2026-000001/route", department="RVO")
    await post("/v1/cases/KV-2026-000001", department="RVO")
    first, second = recorder.labels
    assert first == second
    assert first["http.route"] == "/v1/cases/{reference}"


@pytest.mark.asyncio
async def test_a_head_request_is_counted_as_any_other(recorder: Recorder) -> None:
    await request("HEAD", "/v1/questions/KV-2026-000001/supplements", department="EZK")
    await request("HEAD", "/v1/contribution-requests/0197c9c4/drafts", department="EZK")
    await request("HEAD", "/v1/cases/KV-2026-000001", department="AIVD")
    (labels,) = recorder.labels
    assert (labels["http.request.method"], labels["http.route"]) == ("HEAD", "/v1/questions/{reference}/supplements")
