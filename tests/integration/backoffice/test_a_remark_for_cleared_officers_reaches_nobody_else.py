"""A cleared officer has a second field for what names a service; whoever may not know of it never reads that."""

from typing import Any

import pytest
from integration.backoffice.clients import visiting, window_of
from integration.backoffice.test_a_proposed_route_waits_for_an_officer import begin, revise
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, OPERATOR, SECOND, THIRD, expert, persona
from kit.verifier import bearer

from loket_backoffice.handlers.answer_steps import approve_answer, submit_answer, write_answer_draft
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.failures import NotFoundError
from loket_shared.principal import Role

pytestmark = pytest.mark.asyncio

SECRET = "De AIVD vroeg hierom."
OPEN = "Het gaat om personeel."
CASE = f"/v1/cases/{REFERENCE}"
PAGE = f"/zaken/{REFERENCE}"
ANOTHER_CLEARED = persona("front-office-9", Role.FRONT_OFFICE, cleared=True)
OTHERS = (SECOND, OPERATOR, expert("EZK"), expert("AIVD"), expert("MIVD"))
REMARK = {"remarkForCleared": SECRET}

ACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "note": ("notes", {"text": SECRET, "forCleared": True}),
    "another route": ("route", {"lead": "OCW", "contributors": ["BZ", "AIVD"], "reason": OPEN, **REMARK}),
    "covert participation alone": ("route", {"lead": "EZK", "contributors": ["OCW"], "reason": OPEN, **REMARK}),
    "a proposal accepted": ("route/proposal/acceptance", {"reason": OPEN, **REMARK}),
    "a proposal refused": ("route/proposal/refusal", {"reason": OPEN, **REMARK}),
    "an answer returned": ("answer/return", {"remark": OPEN, **REMARK}),
    "a case reopened": ("reopening", {"reason": OPEN, **REMARK}),
}


async def prepare(office: BackofficeService, act: str) -> None:
    """Bring the case to where ``act`` can be done."""
    if act.startswith("a proposal"):
        await begin(office, "OCW")
        await revise(office, "LNV", ("EZK",))
    if act in {"an answer returned", "a case reopened"}:
        await office.act(write_answer_draft, THIRD, REFERENCE, "Ons advies", None)
        await office.act(submit_answer, ANOTHER_CLEARED, REFERENCE, None)
    if act == "a case reopened":
        await office.act(approve_answer, SECOND, REFERENCE, None)


async def everything_seen(office: BackofficeService, reader: Any) -> str:
    case = await office.act(read_case, reader, REFERENCE)
    async with window_of(office, reader.subject) as window:
        return str(case.model_dump_json(by_alias=True)) + await window.see(PAGE)


@pytest.mark.parametrize("act", ACTS)
async def test_only_cleared_officers_read_it(photonics: BackofficeService, act: str) -> None:
    await prepare(photonics, act)
    path, body = ACTS[act]
    async with visiting(photonics) as client:
        refused = await client.post(f"{CASE}/{path}", json=body, headers=bearer(SECOND.subject))
        assert refused.status_code in {403, 409}
        done = await client.post(f"{CASE}/{path}", json=body, headers=bearer(CLEARED.subject))
        assert done.status_code in {200, 201}, done.text
    assert SECRET in await everything_seen(photonics, CLEARED)
    assert [reader.subject for reader in OTHERS if await _sees(photonics, reader, SECRET)] == []


async def test_the_reason_of_a_covert_change_alone_is_for_cleared_officers(photonics: BackofficeService) -> None:
    body = {"lead": "EZK", "contributors": ["OCW", "MIVD"], "reason": SECRET}
    before = await photonics.act(read_case, SECOND, REFERENCE)
    async with visiting(photonics) as client:
        await client.post(f"{CASE}/route", json=body, headers=bearer(CLEARED.subject))
    assert SECRET in await everything_seen(photonics, CLEARED)
    assert await photonics.act(read_case, SECOND, REFERENCE) == before


async def test_the_second_field_stands_before_cleared_officers_only_and_the_first_says_who_reads_it(
    photonics: BackofficeService,
) -> None:
    pages = {}
    for reader in (CLEARED, SECOND):
        async with window_of(photonics, reader.subject) as window:
            pages[reader.subject] = await window.see(PAGE)
    assert "route-remarkForCleared" in pages[CLEARED.subject]
    assert "note-forCleared" in pages[CLEARED.subject]
    assert "ForCleared" not in pages[SECOND.subject]
    assert "forCleared" not in pages[SECOND.subject]


async def test_others_are_told_the_open_reason_and_that_it_is_open(photonics: BackofficeService) -> None:
    path, body = ACTS["another route"]
    async with visiting(photonics) as client:
        await client.post(f"{CASE}/{path}", json=body, headers=bearer(CLEARED.subject))
    (told,) = [event for event in await photonics.published_events() if isinstance(event, CaseReroutedByHand)]
    assert told.route is not None
    assert (told.route.reason, told.route.reason_is_open) == (OPEN, True)
    assert SECRET not in told.model_dump_json()


async def _sees(office: BackofficeService, reader: Any, text: str) -> bool:
    try:
        return text in await everything_seen(office, reader)
    except NotFoundError:
        return False
