"""The case page and the queues, for every kind of reader (the matrix of readers)."""

from uuid import UUID

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import AUDITOR, CLEARED, OPERATOR, SECOND, approver, expert

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.domain.queues import Filter, Queue
from loket_backoffice.handlers.add_note import add_note_to_case
from loket_backoffice.handlers.contribution_requests import assign_contribution, read_request, write_draft
from loket_backoffice.handlers.read_cases import list_cases, read_case
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal


async def request_id(office: BackofficeService, department: str) -> UUID:
    """Return the id of the department's request."""
    case = await office.act(read_case, expert(department), REFERENCE)
    found: UUID = next(request.id for request in case.requests if request.department == department)
    return found


async def references(office: BackofficeService, reader: Principal, queue: Queue = Queue.ALL) -> list[str]:
    """Return the references in a queue."""
    listed = await office.act(list_cases, reader, Filter(queue), 10)
    return [case.reference for case in listed.cases]


@pytest.mark.asyncio
async def test_departments_seen_in_a_case(photonics: BackofficeService) -> None:
    seen = {
        reader.subject: {r.department for r in (await photonics.act(read_case, reader, REFERENCE)).requests}
        for reader in (CLEARED, SECOND, expert("EZK"), expert("AIVD"))
    }
    assert seen == {
        "front-office": {"EZK", "OCW", "AIVD"},
        "front-office-2": {"EZK", "OCW"},
        "expert-ezk": {"EZK", "OCW"},
        "expert-aivd": {"EZK", "OCW", "AIVD"},
    }


@pytest.mark.asyncio
async def test_the_operator_knows_the_terms_of_open_departments_and_nothing_of_their_work(
    photonics: BackofficeService,
) -> None:
    known = (await photonics.act(read_case, SECOND, REFERENCE)).requests
    case = await photonics.act(read_case, OPERATOR, REFERENCE)
    assert {clock.request_id for clock in case.clocks} - {None} == {request.id for request in known}
    assert (len(known), case.requests) == (2, ())


@pytest.mark.asyncio
async def test_the_reasons_of_the_route_hide_the_covert_rule(photonics: BackofficeService) -> None:
    reasons = {
        reader.subject: [r.en for r in (await photonics.act(read_case, reader, REFERENCE)).routing.reasons]
        for reader in (CLEARED, SECOND, expert("AIVD"))
    }
    assert reasons == {
        "front-office": ["Open rule", "Service"],
        "front-office-2": ["Open rule"],
        "expert-aivd": ["Open rule", "Service"],
    }


@pytest.mark.asyncio
async def test_the_operator_gets_metadata_and_departments_no_person(photonics: BackofficeService) -> None:
    summary = (await photonics.act(read_case, OPERATOR, REFERENCE)).model_dump(exclude_unset=True)
    assert set(summary) == {
        "reference", "state", "openedAt", "lead", "contributors", "priority", "clocks", "kind", "topics", "heldUp",
    }  # fmt: skip
    assert summary["contributors"] == ("OCW",)
    of_expert = (await photonics.act(read_case, expert("EZK"), REFERENCE)).model_dump(exclude_unset=True)
    assert "asker" not in of_expert
    assert "institution" in of_expert
    assert "asker" in (await photonics.act(read_case, SECOND, REFERENCE)).model_dump(exclude_unset=True)


@pytest.mark.asyncio
async def test_a_case_exists_for_who_takes_part_only(photonics: BackofficeService) -> None:
    for reader in (expert("BZ"), approver("MIVD"), AUDITOR):
        with pytest.raises(NotFoundError):
            await photonics.act(read_case, reader, REFERENCE)
        assert await references(photonics, reader) == []
    for reader in (CLEARED, SECOND, OPERATOR, expert("AIVD"), approver("OCW")):
        assert await references(photonics, reader) == [REFERENCE]


@pytest.mark.asyncio
async def test_my_queue_in_a_department_is_what_i_took(photonics: BackofficeService) -> None:
    aivd = expert("AIVD")
    assert await references(photonics, aivd, Queue.MINE) == []
    await photonics.act(assign_contribution, aivd, await request_id(photonics, "AIVD"), aivd.subject, None)
    assert await references(photonics, aivd, Queue.MINE) == [REFERENCE]
    assert await references(photonics, aivd, Queue.DEPARTMENT) == [REFERENCE]


@pytest.mark.asyncio
async def test_work_in_progress_is_the_departments_own(photonics: BackofficeService) -> None:
    ezk = await request_id(photonics, "EZK")
    await photonics.act(write_draft, expert("EZK"), ezk, ContributionText(text="Concept"), None)
    own = await photonics.act(read_request, approver("EZK"), ezk)
    assert own.draft.text == "Concept"
    for reader in (CLEARED, expert("OCW")):
        other = await photonics.act(read_request, reader, ezk)
        assert (other.state, other.draft) == ("drafted", None)
    with pytest.raises(NotFoundError):
        await photonics.act(read_request, SECOND, await request_id(photonics, "AIVD"))


@pytest.mark.asyncio
async def test_notes_stay_in_their_compartment(photonics: BackofficeService) -> None:
    for author in (CLEARED, expert("EZK"), expert("AIVD")):
        await photonics.act(add_note_to_case, author, REFERENCE, f"van {author.subject}")
    notes = {
        reader.subject: [note.text for note in (await photonics.act(read_case, reader, REFERENCE)).notes]
        for reader in (SECOND, approver("EZK"), approver("AIVD"), expert("OCW"))
    }
    assert notes == {
        "front-office-2": ["van front-office"],
        "approver-ezk": ["van expert-ezk"],
        "approver-aivd": ["van expert-aivd"],
        "expert-ocw": [],
    }


@pytest.mark.asyncio
async def test_covert_work_changes_nothing_that_others_see(photonics: BackofficeService) -> None:
    before = await photonics.act(read_case, SECOND, REFERENCE)
    aivd = await request_id(photonics, "AIVD")
    await photonics.act(write_draft, expert("AIVD"), aivd, ContributionText(text="Concept"), None)
    assert await photonics.act(read_case, SECOND, REFERENCE) == before
