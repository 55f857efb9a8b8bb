"""Each page shows its reader the forms that the domain would take, and no others."""

import re

import pytest
from integration.backoffice.clients import PERSONAS, Window, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND, expert

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.answer_steps import submit_answer, write_answer_draft
from loket_backoffice.handlers.contribution_requests import submit_contribution, write_draft
from loket_backoffice.handlers.read_cases import read_case

HERE = f"/zaken/{REFERENCE}"
WORK = {"assign", "ask-department", "ask-asker", "make-urgent", "note", "route", "write-answer"}
NEVER = "/zaken/KV-2026-999999"


async def offered(window: Window, path: str) -> set[str]:
    """Return the acts that the page at ``path`` has buttons for."""
    return set(re.findall(r'type="submit" name="act" value="([a-z-]+)"', await window.see(path)))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("front-office", WORK | {"submit-answer"}),
        ("front-office-2", WORK),
        ("expert-ezk", {"note"}),
        ("expert-aivd", {"note"}),
        ("operator", set()),
    ],
)
async def test_a_case_offers_its_reader(photonics: BackofficeService, name: str, acts: set[str]) -> None:
    async with window_of(photonics, name) as window:
        assert await offered(window, HERE) == acts


@pytest.mark.asyncio
async def test_only_a_second_officer_is_offered_to_review_an_answer(photonics: BackofficeService) -> None:
    await photonics.act(write_answer_draft, CLEARED, REFERENCE, "Ons advies", 0)
    await photonics.act(submit_answer, CLEARED, REFERENCE, 1)
    async with window_of(photonics, "front-office") as author, window_of(photonics, "front-office-2") as second:
        assert not {"approve-answer", "return-answer"} & await offered(author, HERE)
        assert {"approve-answer", "return-answer"} <= await offered(second, HERE)


@pytest.mark.asyncio
async def test_a_request_offers_each_member_of_the_department_the_own_part(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    request = next(request for request in case.requests if request.department == "EZK")
    here = f"/bijdrageverzoeken/{request.id}"
    async with window_of(photonics, "expert-ezk") as writer, window_of(photonics, "approver-ezk") as approver:
        assert await offered(writer, here) == {"assign", "write", "submit"}
        written = await photonics.act(write_draft, expert("EZK"), request.id, ContributionText(text="Concept"), 1)
        await photonics.act(submit_contribution, expert("EZK"), request.id, written.version)
        assert await offered(writer, here) == {"assign"}
        assert await offered(approver, here) == {"assign", "release", "return", "decline"}
    async with window_of(photonics, "front-office") as office:
        assert await offered(office, here) == set()


@pytest.mark.asyncio
async def test_what_is_sent_on_goes_as_it_was_typed_last(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    request = next(request for request in case.requests if request.department == "EZK")
    here = f"/bijdrageverzoeken/{request.id}"
    async with window_of(photonics, "expert-ezk") as writer:
        await writer.send(here, "write", text="Eerste versie", version="1")
        page = await writer.see(here)
        assert "Eerste versie</textarea>" in page
    async with window_of(photonics, "front-office") as officer:
        assert "Eerste versie" not in await officer.see(here)


@pytest.mark.asyncio
async def test_a_covert_department_is_on_no_page_of_who_may_not_know_it(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    covert = next(request for request in case.requests if request.department == "AIVD")
    async with window_of(photonics, "expert-ezk") as reader:
        assert "AIVD" not in await reader.see(HERE)
        assert "AIVD" not in await reader.see("/")
        never = await reader.see("/bijdrageverzoeken/01a00000-0000-7000-8000-000000000000", 404)
        assert await reader.see(f"/bijdrageverzoeken/{covert.id}", 404) == never
    async with window_of(photonics, SECOND.subject) as officer:
        assert "AIVD" not in await officer.see(HERE)
    async with window_of(photonics, CLEARED.subject) as cleared:
        assert "AIVD" in await cleared.see(HERE)


@pytest.mark.asyncio
async def test_a_page_exists_for_its_readers_only(photonics: BackofficeService) -> None:
    first_pages = {
        "/bedrijfsvoering": {"operator"},
        "/vastgelopen-berichten": {"operator", "approver-aivd", "approver-mivd"},
        "/verantwoording": {"auditor", *(name for name in PERSONAS if name.startswith("approver-"))},
    }
    taking_part = {"front-office", "front-office-2", "operator"}
    taking_part |= {f"{role}-{department}" for role in ("expert", "approver") for department in ("ezk", "aivd")}
    for name in PERSONAS:
        async with window_of(photonics, name) as window:
            for path, readers in (*first_pages.items(), (HERE, taking_part)):
                if name in readers:
                    await window.see(path)
                else:
                    assert await window.see(path, 404) == await window.see(NEVER, 404), (name, path)
