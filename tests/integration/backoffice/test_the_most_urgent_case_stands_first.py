"""A queue in the order of urgency, read page by page (docs/architecture.md#time: due moments are kept as an index)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from integration.backoffice.clients import window_of
from kit.backoffice_service import MONDAY_NINE, PHOTONICS, BackofficeService
from kit.personas import CLEARED, OPERATOR, SECOND, expert
from sqlalchemy import text

from loket_backoffice.domain.queues import Filter, Order
from loket_backoffice.handlers.case_steps import ask_asker
from loket_backoffice.handlers.operations import read_service_levels
from loket_backoffice.handlers.read_cases import list_cases, read_case
from loket_backoffice.views.case_summary import CaseSummary, next_clock
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.principal import Principal

PAGE = 4


async def opened(
    office: BackofficeService, number: int, lead: str, contributors: tuple[str, ...] = ()
) -> tuple[str, UUID]:
    """Have one more case, routed; return its reference and its id."""
    reference, office.question_id = f"KV-2026-{number:06}", uuid4()
    for event in (office.submitted(), office.decided(lead, contributors)):
        await office.hear(event.model_copy(update={"reference": reference}))
    return reference, office.question_id


async def withdrawn(office: BackofficeService, reference: str, question: UUID) -> None:
    """Have the asker withdraw the question."""
    event = QuestionWithdrawn.example().model_copy(
        update={"question_id": question, "reference": reference, "withdrawn_at": office.clock.now()}
    )
    await office.hear(event)


async def many_kinds(office: BackofficeService) -> None:
    """Have sixteen cases: with the front office, paused, with departments, and over, in turns."""
    for number in range(16):
        office.clock.moment = MONDAY_NINE + timedelta(hours=(number * 7) % 16)
        departments = PHOTONICS if number % 4 == 2 else ("RVO", ())
        reference, question = await opened(office, number, *departments)
        office.wait(hours=number % 3)
        if number % 4 == 1:
            await office.act(ask_asker, CLEARED, reference, "Wie betaalt dit?", None)
        if number % 4 == 3:
            await withdrawn(office, reference, question)
    office.clock.moment = MONDAY_NINE + timedelta(days=3)


async def pages(office: BackofficeService, reader: Principal, order: Order) -> list[list[CaseSummary]]:
    """Read the whole list, page by page."""
    found, after = [], None
    while True:
        listed = await office.act(list_cases, reader, Filter(order=order, after=after), PAGE)
        found.append(list(listed.cases))
        if len(listed.positions) <= PAGE:
            return found
        after = listed.positions[PAGE - 1]


def urgencies(cases: Sequence[CaseSummary]) -> list[str]:
    """Return how each case stands: by its due moment while a promise runs."""
    clocks = [next_clock(case) for case in cases]
    return ["over" if clock is None else "paused" if clock.state == "paused" else str(clock.due) for clock in clocks]


@pytest.mark.asyncio
@pytest.mark.parametrize("reader", [CLEARED, SECOND, OPERATOR, expert("OCW")], ids=lambda reader: reader.subject)
async def test_the_order_holds_over_the_pages(office: BackofficeService, reader: Principal) -> None:
    await many_kinds(office)
    read = await pages(office, reader, Order.URGENCY)
    cases = [case for page in read for case in page]
    everything = [case for page in await pages(office, reader, Order.OPENED) for case in page]
    assert sorted(case.reference for case in cases) == sorted(case.reference for case in everything)
    assert len(cases) == (4 if reader.department else 16)
    assert len(read) == len(cases) // PAGE
    assert urgencies(cases) == sorted(urgencies(cases), key=lambda each: (each == "over", each == "paused", each))


@pytest.mark.asyncio
async def test_of_cases_that_nobody_waits_for_the_one_opened_last_stands_first(office: BackofficeService) -> None:
    await many_kinds(office)
    over = [case for page in (await pages(office, CLEARED, Order.URGENCY))[-1:] for case in page]
    assert urgencies(over) == ["over"] * 4
    opened = [case.opened_at for case in over if case.opened_at]
    assert (len(opened), opened) == (4, sorted(opened, reverse=True))


@pytest.mark.asyncio
async def test_a_covert_term_moves_a_case_only_for_who_may_know(office: BackofficeService) -> None:
    first, _ = await opened(office, 1, "RVO")
    office.wait(hours=1)
    second, _ = await opened(office, 2, *PHOTONICS)
    case = await office.act(read_case, CLEARED, second)
    covert = next(request.id for request in case.requests if request.department == "AIVD")
    async with office.unit_of_work() as work:
        connection = await work.session.connection()
        sooner = text("UPDATE clocks SET due = due - interval '30 days' WHERE subject = :subject")
        await connection.execute(sooner, {"subject": covert})
    orders = {
        reader.subject: [case.reference for page in await pages(office, reader, Order.URGENCY) for case in page]
        for reader in (CLEARED, SECOND, OPERATOR)
    }
    assert orders == {"front-office": [second, first], "front-office-2": [first, second], "operator": [first, second]}
    levels = await office.act(read_service_levels, OPERATOR, 10)
    assert [case.reference for case in levels.open_cases] == [first, second]


@pytest.mark.asyncio
async def test_the_page_shows_the_most_urgent_first_and_leads_on(office: BackofficeService) -> None:
    await many_kinds(office)
    expected = [case.reference for page in await pages(office, CLEARED, Order.URGENCY) for case in page]
    shown: list[str] = []
    async with window_of(office, "front-office") as window:
        address: str | None = f"/?werkvoorraad=all&limit={PAGE}"
        while address:
            page = await window.see(address)
            shown += [part.split('"')[0] for part in page.split('id="case-')[1:]]
            following = page.split('rel="next"')[0].rsplit('href="', 1)[-1].split('"')[0]
            address = f"{following}&limit={PAGE}" if 'rel="next"' in page else None
    assert shown == expected
