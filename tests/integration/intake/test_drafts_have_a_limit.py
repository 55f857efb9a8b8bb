"""Somebody may have some tens of drafts and no more, and is told what to do then; lists stay small."""

import asyncio

import pytest
from integration.intake.browser import Asking, signed_in
from kit.intake_service import IntakeService

from loket_intake.domain.draft import MAX_DRAFTS
from loket_intake.handlers import drafts
from loket_shared.http.rate_limit import RateLimit

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what these tests begin by itself."""
    monkeypatch.setattr(drafts, "DRAFT_LIMIT", RateLimit("these-beginnings", person=1000, machine=1000))


async def with_all_drafts(desk: IntakeService, name: str = "asker") -> tuple[Asking, list[str]]:
    browser = await signed_in(desk, name)
    return browser, [await browser.begin() for _ in range(MAX_DRAFTS)]


async def count(desk: IntakeService) -> int:
    async with desk.database.engine.connect() as connection:
        counted: int = (await connection.exec_driver_sql("SELECT count(*) FROM drafts")).scalar_one()
    return counted


async def test_one_more_is_refused_with_what_to_do(desk: IntakeService) -> None:
    browser, begun = await with_all_drafts(desk)
    page = (await browser.send("/vragen/nieuw", 409)).text
    assert f"U hebt al {MAX_DRAFTS} concepten. Dien er eerst een in of gooi er een weg." in page
    assert all(f"{draft}/verwijderen" in page for draft in begun)
    assert await count(desk) == MAX_DRAFTS
    await browser.send(f"{begun[0]}/verwijderen")
    await browser.begin()


async def test_another_person_is_not_held_up(desk: IntakeService) -> None:
    await with_all_drafts(desk)
    await (await signed_in(desk, "colleague")).begin()


async def test_two_windows_at_once_do_not_get_past_it(desk: IntakeService) -> None:
    browser, begun = await with_all_drafts(desk)
    await browser.send(f"{begun[0]}/verwijderen")
    sent = [browser.client.post("/vragen/nieuw", data={"csrf_token": browser.csrf_token}) for _ in range(4)]
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert await count(desk) == MAX_DRAFTS


async def test_drafts_of_before_there_was_a_limit_make_no_long_page(desk: IntakeService) -> None:
    browser, begun = await with_all_drafts(desk)
    async with desk.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO drafts (id, owner, changed_at, expires_at, content)"
            " SELECT gen_random_uuid(), owner, changed_at - interval '1 day', expires_at, content FROM drafts"
        )
    page = await browser.see("/vragen")
    assert page.count("/verwijderen") == MAX_DRAFTS
    assert begun[-1] in page


async def test_beginning_is_limited_in_time_as_submitting_is(
    desk: IntakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "DRAFT_LIMIT", RateLimit("few-beginnings", person=2, machine=2))
    browser = await signed_in(desk, "asker")
    for _ in range(2):
        await browser.begin()
    assert "te veel verzoeken" in (await browser.send("/vragen/nieuw", 429)).text
    assert await count(desk) == 2


async def test_the_page_of_questions_goes_on_after_fifty(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    for _ in range(3):
        await desk.ask()
    first = await browser.see("/vragen?limit=2")
    assert first.count('href="/vragen/KV-') == 2
    following = first.partition('href="/vragen?cursor=')[2].partition('"')[0]
    assert (await browser.see(f"/vragen?cursor={following}")).count('href="/vragen/KV-') == 1
