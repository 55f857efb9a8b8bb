"""Every route against the written matrix: who may, who may not, and for whom nothing exists."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import yaml
from integration.backoffice.browser import PERSONAS, as_persona, visiting
from integration.backoffice.office import REFERENCE, Office
from integration.backoffice.people import CLEARED

from loket_backoffice.handlers.read_case import read_case
from loket_backoffice.main import SERVICE

MATRIX: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("matrix.yaml").read_text("utf-8"))
ROUTES = {
    f"{method} {route.path}"  # type: ignore[attr-defined]
    for router in SERVICE.routers
    for route in router.routes
    for method in route.methods  # type: ignore[attr-defined]
}
WITHOUT_SUBJECT = {
    "GET /v1/cases", "GET /v1/service-levels", "GET /v1/audit-records", "POST /v1/erasures",
}  # fmt: skip
BODIES: dict[str, Any] = {
    "assignments": {"assignee": "me"},
    "contribution-requests": {"department": "BZ"},
    "information-requests": {"text": "Wie betaalt dit?"},
    "notes": {"text": "Navragen"},
    "route": {"lead": "OCW", "contributors": ["BZ"], "reason": "Personeelsbeleid"},
    "draft": {"text": "Ons advies"},
    "drafts": {"text": "Onze bijdrage"},
    "return": {"remark": "Graag scherper"},
    "refusal": {"reason": "Niet ons terrein"},
    "reopening": {"reason": "Nieuwe feiten"},
}


def test_the_matrix_names_every_route_that_has_a_subject() -> None:
    named = {row.split(" (")[0] for row in MATRIX}
    assert {route for route in ROUTES if "dead-letters" not in route} - WITHOUT_SUBJECT == named


async def call(client: httpx.AsyncClient, row: str, persona: str, names: dict[str, str]) -> httpx.Response:
    """Make the call of a row as a persona, on the thing that ``names`` gives."""
    method, path = row.split(" (")[0].split()
    body = BODIES.get(path.rsplit("/", 1)[-1]) if method == "POST" else None
    address = path.format(**names)
    return await client.request(method, address, json=body, headers=as_persona(persona))


async def ids(office: Office) -> dict[str, UUID]:
    """Return the id of each department's request."""
    case = await office.act(read_case, CLEARED, REFERENCE)
    return {request.department: request.id for request in case.requests}


@pytest.mark.asyncio
@pytest.mark.parametrize("row", MATRIX)
async def test_a_route_does_for_each_persona_what_the_matrix_says(photonics: Office, row: str) -> None:
    department = row.split("(")[1].rstrip(")") if "(" in row else "EZK"
    there = {"reference": REFERENCE, "id": str((await ids(photonics))[department])}
    never = {"reference": "KV-2026-999999", "id": str(uuid4())}
    may, may_not = MATRIX[row]["may"], MATRIX[row].get("may-not", [])
    async with visiting(photonics) as client:
        for persona in sorted(PERSONAS, key=lambda name: name in may):
            answer = await call(client, row, persona, there)
            if persona in may:
                assert answer.status_code in {200, 201, 409}, persona
            elif persona in may_not:
                assert answer.status_code == 403, persona
            else:
                absent = await call(client, row, persona, never)
                assert (answer.status_code, answer.content) == (404, absent.content), persona
                assert answer.headers == absent.headers, persona
