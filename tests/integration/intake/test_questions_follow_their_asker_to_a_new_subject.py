"""The operator transfers somebody's questions to the subject that the same person has now."""

from typing import Any

import pytest
from integration.intake.browser import signed_in
from kit.intake_service import CITY, COUNTRY, PEOPLE, IntakeService
from sqlalchemy import text

ORDER = {
    "institution": CITY.removeprefix("https://ror.org/").upper(),
    "email": "ASKER@example.org",
    "oldSubject": "asker",
    "newSubject": "asker-anew",
    "reason": "Nieuw account na een fusie.",
}
TRANSFERS = "/v1/question-transfers"


async def seen_by(desk: IntakeService, name: str, reference: str) -> bool:
    listed = (await desk.get(name, "/v1/questions")).json()["items"]
    read = (await desk.get(name, f"/v1/questions/{reference}")).status_code == 200
    assert read is (reference in {item["reference"] for item in listed})
    return read


@pytest.mark.asyncio
async def test_the_new_subject_sees_them_and_the_old_one_no_more(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    assert not await seen_by(desk, "asker-anew", reference)
    answer = await desk.post("operator", TRANSFERS, ORDER)
    assert (answer.status_code, set(answer.json())) == (200, {"transferredAt"})
    assert await seen_by(desk, "asker-anew", reference)
    assert not await seen_by(desk, "asker", reference)
    supplement = await desk.post("asker-anew", f"/v1/questions/{reference}/supplements", {"text": "Ik ben er weer."})
    assert supplement.status_code == 201


@pytest.mark.asyncio
async def test_the_page_of_own_questions_lists_them_too(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    browser = await signed_in(desk, "asker-anew")
    assert reference not in await browser.see("/vragen")
    await desk.post("operator", TRANSFERS, ORDER)
    assert reference in await browser.see("/vragen")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "changes",
    [
        {"newSubject": "asker-unverified"},
        {"newSubject": "look-alike"},
        {"newSubject": "asker-at-another"},
        {"newSubject": "colleague"},
    ],
)
async def test_a_subject_without_the_verified_address_sees_nothing_of_it(
    desk: IntakeService, changes: dict[str, str]
) -> None:
    reference = (await desk.ask())["reference"]
    assert (await desk.post("operator", TRANSFERS, {**ORDER, **changes})).status_code == 200
    assert not await seen_by(desk, changes["newSubject"], reference)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "changes",
    [
        {"institution": COUNTRY},
        {"email": "colleague@example.org"},
        {"oldSubject": "colleague"},
        {"oldIssuer": "http://another.example"},
    ],
)
async def test_nothing_moves_where_the_old_side_does_not_fit(desk: IntakeService, changes: dict[str, str]) -> None:
    reference = (await desk.ask())["reference"]
    assert (await desk.post("operator", TRANSFERS, {**ORDER, **changes})).status_code == 200
    assert await seen_by(desk, "asker", reference)
    assert not await seen_by(desk, "asker-anew", reference)


@pytest.mark.asyncio
async def test_what_was_submitted_under_an_unverified_address_stays(desk: IntakeService) -> None:
    reference = (await desk.ask("asker-unverified"))["reference"]
    await desk.post("operator", TRANSFERS, {**ORDER, "oldSubject": "asker-unverified"})
    assert await seen_by(desk, "asker-unverified", reference)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"operator"}))
async def test_for_everybody_else_there_is_no_such_call(desk: IntakeService, name: str) -> None:
    answer, nowhere = await desk.post(name, TRANSFERS, ORDER), await desk.post(name, "/v1/nowhere", ORDER)
    assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert (await desk.post(name, TRANSFERS, {})).content == nowhere.content


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"institution": "https://ror.org/05vx0yt94"}, "institution"),
        ({"email": "jan\u017fen@example.org"}, "email"),
        ({"oldSubject": ""}, "oldSubject"),
        ({"reason": " "}, "reason"),
    ],
)
async def test_an_order_that_is_not_whole_is_refused_in_words(
    desk: IntakeService, changes: dict[str, Any], field: str
) -> None:
    answer = await desk.post("operator", TRANSFERS, {**ORDER, **changes})
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, [field])


@pytest.mark.asyncio
async def test_every_transfer_is_on_record_and_neither_person_nor_reason_stands_in_the_clear(
    desk: IntakeService,
) -> None:
    reference = (await desk.ask())["reference"]
    await desk.post("operator", TRANSFERS, ORDER)
    await desk.post("operator", TRANSFERS, ORDER)
    acts = [action for action, _ in await desk.audited()]
    assert acts == ["question.submitted", "question.transferred", "transfer.ordered", "transfer.ordered"]
    assert ("question.transferred", reference) in await desk.audited()
    async with desk.database.transaction() as session:
        rows = await (await session.connection()).execute(text("SELECT t::text FROM audit_records t"))
        content = "\n".join(row for (row,) in rows)
    for telling in ("asker-anew", "example.org", "fusie", b"fusie".hex()):
        assert telling not in content
