"""Who tries to read or change what is not for them, or is not there, stands in the audit trail."""

from uuid import uuid4

import httpx
import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import expert
from kit.verifier import bearer
from sqlalchemy import select

from loket_shared.audit.record import actor_name
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.audit.trail import OTHERS
from loket_shared.service.loops import record_repeats

pytestmark = pytest.mark.asyncio

NEVER_GIVEN = "KV-2026-999999"
STRANGER = "expert-bz"

Row = tuple[str, str, str, int]


async def attempts(office: BackofficeService, by: str = "") -> list[Row]:
    """Return action, object, result and times of what was refused."""
    columns = AUDIT_RECORDS.c
    query = select(columns.action, columns.object, columns.result, columns.times).where(columns.result == "refused")
    if by:
        query = query.where(columns.actor == by)
    async with office.database.transaction() as session:
        rows = await (await session.connection()).execute(query.order_by(columns.position))
        return [(row.action, row.object, row.result, row.times) for row in rows]


async def request_of(office: BackofficeService, department: str) -> str:
    async with visiting(office) as client:
        case = (await client.get(f"/v1/cases/{REFERENCE}", headers=bearer("front-office"))).json()
    return str(next(request["id"] for request in case["requests"] if request["department"] == department))


async def test_hidden_and_never_given_leave_the_same_record(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        hidden = await client.get(f"/v1/cases/{REFERENCE}", headers=bearer(STRANGER))
        missing = await client.get(f"/v1/cases/{NEVER_GIVEN}", headers=bearer(STRANGER))
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content) == (404, hidden.content)
    known_as = actor_name(expert("BZ"), photonics.vault.pseudonym)
    assert await attempts(photonics, known_as) == [
        ("reading.attempted", REFERENCE, "refused", 1),
        ("reading.attempted", NEVER_GIVEN, "refused", 1),
    ]


async def test_a_covert_departments_request_leaves_the_same_as_one_that_never_was(photonics: BackofficeService) -> None:
    covert, never = await request_of(photonics, "AIVD"), str(uuid4())
    async with visiting(photonics) as client:
        for each in (covert, never):
            await client.get(f"/v1/contribution-requests/{each}", headers=bearer("front-office-2"))
    assert await attempts(photonics) == [
        ("reading.attempted", covert, "refused", 1),
        ("reading.attempted", never, "refused", 1),
    ]


@pytest.mark.parametrize(
    ("persona", "path", "body"),
    [
        (STRANGER, f"/v1/cases/{REFERENCE}/notes", {"text": "x"}),
        (STRANGER, f"/v1/cases/{REFERENCE}/closure", None),
        ("partner-system", f"/v1/cases/{REFERENCE}/assignments", {"assignee": "me"}),
        ("front-office", "/v1/erasures", {"reference": REFERENCE, "reason": "x"}),
        ("operator", f"/v1/cases/{REFERENCE}/notes", {"text": "x"}),
    ],
)
async def test_an_attempt_to_change_is_one_too(
    photonics: BackofficeService, persona: str, path: str, body: object
) -> None:
    async with visiting(photonics) as client:
        answer = await client.post(path, json=body, headers=bearer(persona))
    assert answer.status_code in {403, 404}
    assert await attempts(photonics) == [("change.attempted", REFERENCE, "refused", 1)]


async def test_so_is_one_on_a_page(photonics: BackofficeService) -> None:
    async with window_of(photonics, STRANGER) as window:
        await window.see(f"/zaken/{NEVER_GIVEN}", 404)
    async with window_of(photonics, "operator") as window:
        await window.send(f"/zaken/{REFERENCE}", "note", 403, text="x")
    assert await attempts(photonics) == [
        ("reading.attempted", NEVER_GIVEN, "refused", 1),
        ("change.attempted", REFERENCE, "refused", 1),
    ]


async def test_who_is_not_known_and_what_is_no_name_leave_none(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        await client.get(f"/v1/cases/{REFERENCE}")
        await client.get(f"/v1/cases/{REFERENCE}", headers=bearer("somebody else"))
        for name in ("nonsense", "KV-2026-1", "KV-2026-" + "1" * 400, "not-an-id"):
            await client.get(f"/v1/cases/{name}", headers=bearer(STRANGER))
    assert await attempts(photonics) == []


async def test_trying_numbers_in_turn_is_seen_and_fills_nothing(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        for number in range(40):
            await try_to_read(client, f"KV-2026-{number + 500:06}")
        for _ in range(5):
            await try_to_read(client, "KV-2026-000500")
    seen = await attempts(photonics)
    assert [name for _, name, _, _ in seen] == [f"KV-2026-{number + 500:06}" for number in range(30)]
    photonics.wait(minutes=1)
    await record_repeats(photonics.runtime, photonics.clock.now())
    folded = (await attempts(photonics))[30:]
    assert sorted(folded) == [
        ("reading.attempted", "KV-2026-000500", "refused", 5),
        ("reading.attempted", OTHERS, "refused", 10),
    ]


async def try_to_read(client: httpx.AsyncClient, reference: str) -> None:
    await client.get(f"/v1/cases/{reference}", headers=bearer(STRANGER))


async def test_what_is_counted_when_the_service_stops_is_recorded_then(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        for _ in range(3):
            await try_to_read(client, NEVER_GIVEN)
    await record_repeats(photonics.runtime, None)
    assert [times for *_, times in await attempts(photonics)] == [1, 2]
