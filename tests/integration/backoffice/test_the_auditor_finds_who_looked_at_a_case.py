"""The audit trail can be narrowed down to a case, a person, an act, a period and what was refused."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import asyncpg
import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import approver, expert
from kit.verifier import bearer

from loket_shared.audit.record import actor_name
from loket_shared.service.loops import record_repeats
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER

pytestmark = pytest.mark.asyncio

Found = list[tuple[str, str, str]]


async def trail(office: BackofficeService, reader: str = "auditor", **asked: str) -> Found:
    """Return actor, action and object of the records that the reader gets, newest first, but for reading the trail."""
    async with visiting(office) as client:
        answer = await client.get(f"/v1/audit-records?{urlencode(asked)}", headers=bearer(reader))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return [(i["actor"], i["action"], i["object"]) for i in items if i["action"] != "audit-records.read"]


async def reads(office: BackofficeService) -> dict[str, str]:
    """Let an officer read the case, and each department its own request; return the requests' ids."""
    async with visiting(office) as client:
        case = (await client.get(f"/v1/cases/{REFERENCE}", headers=bearer("front-office"))).json()
        ids = {request["department"]: str(request["id"]) for request in case["requests"]}
        for department in ("EZK", "AIVD"):
            reader = bearer(f"expert-{department.lower()}")
            assert (await client.get(f"/v1/contribution-requests/{ids[department]}", headers=reader)).status_code == 200
        await client.get(f"/v1/cases/{REFERENCE}", headers=bearer("expert-bz"))
    return ids


async def test_a_case_comes_without_the_work_of_departments(photonics: BackofficeService) -> None:
    ids = await reads(photonics)
    bz = actor_name(expert("BZ"), photonics.vault.pseudonym)
    assert await trail(photonics, reference=REFERENCE) == [
        (bz, "reading.attempted", REFERENCE),
        ("front-office", "case.read", REFERENCE),
    ]
    photonics.wait(days=1)
    assert len(await trail(photonics, reference=REFERENCE)) == 2
    work = {(action, about) for _, action, about in await trail(photonics, action="request.read")}
    assert work == {("request.read", ids["EZK"]), ("request.read", ids["AIVD"])}


async def test_an_approver_gets_no_more_than_the_own_compartment(photonics: BackofficeService) -> None:
    ids = await reads(photonics)
    for code in ("EZK", "AIVD"):
        for asked in ({}, {"reference": REFERENCE}):
            (found,) = await trail(photonics, approver(code).subject, **asked)
            assert found[1:] == ("request.read", ids[code])
    assert await trail(photonics, "approver-bz", reference=REFERENCE) == []


async def test_a_person_an_act_and_what_was_refused_can_be_asked_for(photonics: BackofficeService) -> None:
    await reads(photonics)
    assert await trail(photonics, actor="front-office") == [("front-office", "case.read", REFERENCE)]
    (refused,) = await trail(photonics, refused="true")
    assert refused[1:] == ("reading.attempted", REFERENCE)
    assert await trail(photonics, reference="KV-2026-999999") == []


async def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(photonics: BackofficeService) -> None:
    began = photonics.clock.now()
    await reads(photonics)
    photonics.wait(hours=1)
    async with visiting(photonics) as client:
        await client.get(f"/v1/cases/{REFERENCE}", headers=bearer("operator"))

    def asked(moment: datetime) -> str:
        return moment.astimezone(UTC).isoformat()

    later = began + timedelta(hours=1)
    assert await trail(photonics, **{"from": asked(later)}) == [("operator", "case.read", REFERENCE)]
    before = await trail(photonics, to=asked(later))
    assert "operator" not in {actor for actor, _, _ in before}
    assert len(before) == 2


@pytest.mark.parametrize("query", ["referenc=KV-2026-000123", "from=yesterday", "refused=maybe", "actor=x&q=y"])
async def test_what_cannot_be_asked_for_is_refused(photonics: BackofficeService, query: str) -> None:
    async with visiting(photonics) as client:
        answer = await client.get(f"/v1/audit-records?{query}", headers=bearer("auditor"))
    assert answer.status_code == 400


async def test_the_page_narrows_down_too_and_shows_seconds(photonics: BackofficeService) -> None:
    await reads(photonics)
    async with window_of(photonics, "auditor") as window:
        page = await window.see(f"/verantwoording?kenmerk={REFERENCE}&wie=&handeling=&van=2026-11-02&tot=2026-11-02")
        assert page.count("desk-object") == 2
        assert "2 november 2026 om 09:00:00 uur" in page
        assert "geweigerd" in page
        assert "Er is niets gevonden." in await window.see("/verantwoording?tot=2026-11-01")


async def test_a_page_that_renews_itself_leaves_two_records_an_hour(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        await window.client.get("/?werkvoorraad=front-office")
        for _ in range(20):
            await window.client.get("/?werkvoorraad=front-office", headers={"HX-Request": "true"})
            photonics.wait(seconds=30)
    assert await trail(photonics, action="cases.listed") == [("front-office", "cases.listed", "front-office")] * 2
    photonics.wait(hours=1)
    await record_repeats(photonics.runtime, photonics.clock.now())
    async with visiting(photonics) as client:
        answer = await client.get("/v1/audit-records?action=cases.listed", headers=bearer("auditor"))
    assert [item["times"] for item in answer.json()["items"]] == [19, 1, 1]


@pytest.mark.asyncio
async def test_a_wrong_day_is_told_at_its_field_and_the_rest_stays(photonics: BackofficeService) -> None:
    async with window_of(photonics, "auditor") as window:
        for wrong in ("gisteren", "31-2-2026", "9999-12-31", "1" * 60):
            page = await window.see(
                f"/verantwoording?kenmerk={REFERENCE}&wie=loes&van=2026-11-02&tot={wrong}&geweigerd=on", 400
            )
            assert page.count("De einddatum is geen bestaande datum.") == 2, wrong
            assert "begindatum is geen" not in page
            for kept in (REFERENCE, "loes", "2026-11-02", wrong):
                assert f'value="{kept}"' in page
        both = await window.see("/verantwoording?van=gisteren&tot=morgen", 400)
        assert ("De begindatum is geen" in both, "De einddatum is geen" in both) == (True, True)
    async with window_of(photonics, "front-office") as window:
        await window.see("/verantwoording?van=gisteren", 404)


@pytest.mark.parametrize(
    "change", ["time = '-infinity'", "time = NULL", "times = NULL", "actor = NULL", "result = NULL"]
)
@pytest.mark.parametrize("reader", ["auditor", "approver-ezk"])
async def test_a_record_that_was_tampered_with_is_shown_too(
    photonics: BackofficeService, databases: Databases, change: str, reader: str
) -> None:
    await reads(photonics)
    photonics.wait(days=1)
    before = len(await trail(photonics, reader))
    superuser = await asyncpg.connect(databases.url(SUPERUSER, "backoffice"))
    await superuser.execute("ALTER TABLE audit_records DISABLE TRIGGER USER")
    await superuser.execute(f"ALTER TABLE audit_records ALTER {change.partition(' ')[0]} DROP NOT NULL")
    await superuser.execute(f"UPDATE audit_records SET {change} WHERE action = 'request.read'")  # noqa: S608 - its own
    await superuser.close()
    assert len(await trail(photonics, reader)) == before > 0
    async with window_of(photonics, reader) as window:
        assert "desk-object" in await window.see("/verantwoording")
