"""The audit trail: who did what, and for the auditor nothing that leads from a department's work to its question."""

from datetime import timedelta
from uuid import UUID

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import AUDITOR, CLEARED, SECOND, approver, expert

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.add_note import add_note_to_case
from loket_backoffice.handlers.contribution_requests import (
    ask_department_by_hand,
    read_request,
    release_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.read_audit_records import read_audit_records
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.audit import AuditRecord
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal

TEXT = ContributionText(text="Concept")


async def request_of(office: BackofficeService, department: str) -> UUID:
    case = await office.act(read_case, CLEARED, REFERENCE)
    found: UUID = next(request.id for request in case.requests if request.department == department)
    return found


async def trail(office: BackofficeService, reader: Principal, most: int = 100) -> list[AuditRecord]:
    """Return all that ``reader`` finds, page by page, without the readings of the trail itself."""
    records: list[AuditRecord] = []
    before = None
    while page := await office.act(read_audit_records, reader, most, before):
        records += page
        before = page[-1].position
    return [record for record in records if record.action != "audit-records.read"]


@pytest.mark.asyncio
async def test_nobody_is_known_in_contribution_work_by_the_name_they_have_elsewhere(
    photonics: BackofficeService,
) -> None:
    """An officer is not either: whoever asks a department, or reads its work, reads the case just before."""
    made = await photonics.act(
        ask_department_by_hand, CLEARED, REFERENCE, "MIVD", None, urgent=False, expected_version=None
    )
    for department in ("AIVD", "EZK"):
        request_id = await request_of(photonics, department)
        for reader in (expert(department), CLEARED):
            await photonics.act(read_case, reader, REFERENCE)
            await photonics.act(read_request, reader, request_id)
        await photonics.act(add_note_to_case, expert(department), REFERENCE, "notitie")
    photonics.wait(days=1)
    records = await trail(photonics, AUDITOR)
    in_work = {record.actor for record in records if record.object != REFERENCE}
    elsewhere = {record.actor for record in records if record.object == REFERENCE}
    assert str(made.id) in {record.object for record in records}
    assert len(in_work) == 5
    assert in_work & elsewhere == set()
    assert all(actor.split()[1].startswith("p-") for actor in in_work)


@pytest.mark.asyncio
async def test_it_tells_that_somebody_of_a_department_or_of_the_desk_was_at_work(photonics: BackofficeService) -> None:
    ezk = await request_of(photonics, "EZK")
    await photonics.act(write_draft, expert("EZK"), ezk, TEXT, None)
    await photonics.act(submit_contribution, expert("EZK"), ezk, None)
    await photonics.act(release_contribution, approver("EZK"), ezk, None)
    await photonics.act(read_request, CLEARED, ezk)
    photonics.wait(days=1)
    did = [
        (record.action, record.actor.split()[0])
        for record in await trail(photonics, AUDITOR)
        if record.object == str(ezk)
    ]
    assert did == [
        ("request.read", "front-office"),
        ("request.released", "approver"),
        ("request.submitted", "expert"),
        ("request.written", "expert"),
    ]


@pytest.mark.asyncio
async def test_the_departments_own_approver_sees_at_once_who_did_what_and_when(photonics: BackofficeService) -> None:
    aivd = await request_of(photonics, "AIVD")
    for act in (write_draft, read_request):
        photonics.wait(minutes=1)
        await photonics.act(act, expert("AIVD"), aivd, *((TEXT, None) if act is write_draft else ()))
    photonics.wait(minutes=1)
    await photonics.act(read_request, approver("AIVD"), aivd)
    own = await trail(photonics, approver("AIVD"))
    assert [record.action for record in own] == ["request.read", "request.read", "request.written"]
    assert own[0].actor != own[1].actor == own[2].actor
    assert {own[at].time - own[at + 1].time for at in range(2)} == {timedelta(minutes=1)}
    with pytest.raises(NotFoundError):
        await photonics.act(read_audit_records, SECOND, 10, None)


@pytest.mark.asyncio
async def test_the_auditor_sees_of_contribution_work_the_day_alone_once_it_is_over(
    photonics: BackofficeService,
) -> None:
    aivd, ezk = await request_of(photonics, "AIVD"), await request_of(photonics, "EZK")
    days = []
    for day in range(2):
        for request_id, department in ((aivd, "AIVD"), (ezk, "EZK"), (aivd, "AIVD")):
            await photonics.act(read_case, expert(department), REFERENCE)
            await photonics.act(read_request, expert(department), request_id)
            photonics.wait(minutes=7)
        seen = [record for record in await trail(photonics, AUDITOR) if record.object != REFERENCE]
        assert len(seen) == 3 * day
        days.append(photonics.clock.now().date())
        photonics.wait(days=1)
    seen = [record for record in await trail(photonics, AUDITOR) if record.object != REFERENCE]
    assert [(record.time.date(), record.object) for record in seen] == [
        (day, str(request_id))
        for day in reversed(days)
        for request_id in sorted((aivd, aivd, ezk), key=str, reverse=True)
    ]
    assert len({record.time for record in seen}) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize("most", [1, 2, 3])
async def test_pages_leave_nothing_out_and_their_numbers_tell_no_gap(photonics: BackofficeService, most: int) -> None:
    """A number left out where a request was worked on would tell when that was."""
    aivd = await request_of(photonics, "AIVD")
    for _ in range(2):
        await photonics.act(read_case, expert("AIVD"), REFERENCE)
        await photonics.act(read_request, expert("AIVD"), aivd)
    before = await photonics.act(read_audit_records, AUDITOR, 100, None)
    assert [record.position for record in before] == [3, 2, 1]
    photonics.wait(days=1)
    paged = await trail(photonics, AUDITOR, most)
    assert sorted(record.action for record in paged) == ["case.read"] * 3 + ["request.read"] * 2


@pytest.mark.asyncio
async def test_readers_who_only_read_cases_stand_under_one_stable_pseudonym(photonics: BackofficeService) -> None:
    for _ in range(2):
        await photonics.act(read_case, expert("AIVD"), REFERENCE)
    (actor,) = {record.actor for record in await trail(photonics, AUDITOR)}
    assert actor.startswith("p-")
