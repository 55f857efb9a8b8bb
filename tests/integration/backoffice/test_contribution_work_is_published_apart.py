"""Contribution work: published some time after what it tells of, each event on its own, and none lost."""

import asyncio
from collections import defaultdict
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from kit.backoffice_service import REFERENCE, SPREAD_SECONDS, BackofficeService
from kit.personas import CLEARED, OPERATOR, approver, expert
from sqlalchemy import text

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers import delayed_publishing as publishing
from loket_backoffice.handlers.contribution_requests import (
    decline_contribution,
    release_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.deadlines import publish_deadlines
from loket_backoffice.handlers.delayed_publishing import measure_delayed_events, publish_delayed_events
from loket_backoffice.handlers.erase_question import erase_question
from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.store.delayed_events import take_delayed_events
from loket_shared.failures import VaultUnreachableError
from loket_shared.outbox.tables import OUTBOX
from loket_shared.unit_of_work import UnitOfWork

SPREAD = SPREAD_SECONDS


async def requests_of(office: BackofficeService) -> dict[str, UUID]:
    case = await office.act(read_case, CLEARED, REFERENCE)
    return {request.department: request.id for request in case.requests}


async def contributions(office: BackofficeService) -> list[tuple[UUID, str]]:
    """Return key and type of the contribution events in the outbox, in order."""
    async with office.database.transaction() as session:
        connection = await session.connection()
        rows = await connection.execute(
            OUTBOX.select().where(OUTBOX.c.topic == "loket.contributions").order_by(OUTBOX.c.position)
        )
        return [(row.key, row.type.split(".")[-2]) for row in rows]


async def waiting(office: BackofficeService) -> list[UUID]:
    async with office.database.transaction() as session:
        return list(await (await session.connection()).scalars(text("SELECT id FROM delayed_events ORDER BY position")))


@pytest.mark.asyncio
async def test_the_desk_shows_at_once_what_the_log_learns_later(photonics: BackofficeService) -> None:
    await publish_delayed_events(photonics.runtime)
    assert set(await requests_of(photonics)) == {"EZK", "OCW", "AIVD"}
    assert await contributions(photonics) == []
    await photonics.let_spread_pass()
    assert {kind for _, kind in await contributions(photonics)} == {"requested"}
    assert await waiting(photonics) == []


@pytest.mark.asyncio
async def test_requests_of_one_question_are_published_at_moments_of_their_own(photonics: BackofficeService) -> None:
    moments = []
    for _ in range(int(SPREAD)):
        photonics.wait(seconds=1)
        before = len(await contributions(photonics))
        await publish_delayed_events(photonics.runtime)
        moments += [photonics.clock.now()] * (len(await contributions(photonics)) - before)
    assert len(moments) == 3
    assert len(set(moments)) > 1


@pytest.mark.asyncio
async def test_a_transaction_that_records_it_holds_nothing_else(photonics: BackofficeService) -> None:
    await photonics.let_spread_pass()
    async with photonics.database.transaction() as session:
        rows = await (await session.connection()).execute(text("SELECT topic, xmin::text FROM outbox"))
        transactions = defaultdict(list)
        for topic, xmin in rows:
            transactions[topic].append(xmin)
    work = transactions.pop("loket.contributions")
    assert len(work) == 3
    assert set(work).isdisjoint(*transactions.values())


@pytest.mark.asyncio
async def test_one_that_cannot_be_opened_holds_up_no_other(photonics: BackofficeService) -> None:
    broken, *_ = await waiting(photonics)
    async with photonics.unit_of_work() as work:
        await work.driver.execute("UPDATE delayed_events SET event = sha256(event) || event WHERE id = $1", broken)
    await photonics.let_spread_pass()
    assert len(await contributions(photonics)) == 2
    assert await waiting(photonics) == [broken]


@pytest.mark.asyncio
async def test_no_id_of_it_tells_time_or_order(photonics: BackofficeService) -> None:
    await photonics.let_spread_pass()
    async with photonics.database.transaction() as session:
        rows = (await (await session.connection()).execute(OUTBOX.select())).all()
    versions = {row.topic: {row.id.version, row.key.version} for row in rows}
    assert versions["loket.contributions"] == {4}
    assert 7 in versions["loket.cases"]


@pytest.mark.asyncio
async def test_random_ids_leave_departments_in_one_order(office: BackofficeService) -> None:
    """Covert ones stand last: what others see is in the same order without them."""
    for number in range(6):
        office.question_id = uuid4()
        reference = f"KV-2026-{number:06}"
        for event in (office.submitted(), office.decided("EZK", ("BZ", "OCW", "AIVD"))):
            await office.hear(event.model_copy(update={"reference": reference}))
        case = await office.act(read_case, CLEARED, reference)
        assert [request.department for request in case.requests] == ["BZ", "EZK", "OCW", "AIVD"]


@pytest.mark.asyncio
async def test_the_order_within_a_request_stays(photonics: BackofficeService) -> None:
    requests = await requests_of(photonics)
    for department in ("EZK", "OCW"):
        await photonics.act(write_draft, expert(department), requests[department], ContributionText(text="Ja"), None)
        await photonics.act(submit_contribution, expert(department), requests[department], None)
        await photonics.act(release_contribution, approver(department), requests[department], None)
    await photonics.act(decline_contribution, approver("AIVD"), requests["AIVD"], "Niet ons terrein", None)
    await photonics.let_spread_pass()
    told = defaultdict(list)
    for request_id, kind in await contributions(photonics):
        told[request_id].append(kind)
    assert sorted(told.values()) == [["requested", "declined"], ["requested", "released"], ["requested", "released"]]


@pytest.mark.asyncio
async def test_what_the_term_of_a_request_brings_waits_as_long_as_the_request_did(photonics: BackofficeService) -> None:
    """Had a warning a wait of its own, the two together would tell more of when the request was made."""
    photonics.wait(days=10)
    await publish_deadlines(photonics.runtime)
    async with photonics.database.transaction() as session:
        rows = await (await session.connection()).execute(text("SELECT request_id, share FROM delayed_events"))
        shares = defaultdict(set)
        for request_id, share in rows:
            shares[request_id].add(share)
    assert {len(each) for each in shares.values()} == {1}
    assert len(set.union(*shares.values())) == 3


@pytest.mark.asyncio
async def test_any_number_of_processes_publish_each_event_once(photonics: BackofficeService) -> None:
    photonics.wait(days=10)
    await publish_deadlines(photonics.runtime)
    photonics.wait(seconds=SPREAD)
    for _ in range(3):
        await asyncio.gather(*(publish_delayed_events(photonics.runtime) for _ in range(4)))
    published = await contributions(photonics)
    assert len(published) == len(set(published)) == 9
    first_of_each = dict(reversed(published))
    assert set(first_of_each.values()) == {"requested"}


class DiedError(Exception):
    """Ends the process in the middle of its work."""


async def publish_and_die(work: UnitOfWork, row_id: UUID) -> None:
    (event,) = await take_delayed_events(work, [row_id])
    await work.publish(event)
    raise DiedError


@pytest.mark.asyncio
async def test_a_process_that_dies_in_between_loses_nothing_and_doubles_nothing(photonics: BackofficeService) -> None:
    first, *_ = await waiting(photonics)
    with pytest.raises(DiedError):
        await photonics.act(publish_and_die, first)
    assert first in await waiting(photonics)
    await photonics.let_spread_pass()
    published = await contributions(photonics)
    assert len(published) == len(set(published)) == 3


@pytest.mark.asyncio
async def test_work_on_an_erased_question_ends_quietly(photonics: BackofficeService) -> None:
    await erase_question(photonics.runtime, OPERATOR, REFERENCE, "op verzoek")
    await photonics.let_spread_pass()
    assert await contributions(photonics) == []
    assert await waiting(photonics) == []


@pytest.mark.asyncio
async def test_while_the_vault_is_away_work_waits(photonics: BackofficeService) -> None:
    photonics.wait(seconds=SPREAD)
    photonics.vault.reachable = False
    with pytest.raises(VaultUnreachableError):
        await publish_delayed_events(photonics.runtime)
    assert len(await waiting(photonics)) == 3
    photonics.vault.reachable = True
    await publish_delayed_events(photonics.runtime)
    assert len(await contributions(photonics)) == 3


class FakeGauge:
    """Keeps what it was set to."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def set(self, value: float) -> None:
        self.values.append(value)


@pytest.mark.asyncio
async def test_work_that_waits_too_long_shows_in_a_figure_that_nothing_else_moves(
    photonics: BackofficeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    gauge = FakeGauge()
    monkeypatch.setattr(publishing, "delayed_events_overdue", gauge)
    await measure_delayed_events(photonics.runtime)
    photonics.wait(seconds=59)
    await measure_delayed_events(photonics.runtime)
    photonics.wait(seconds=SPREAD, minutes=10)
    await measure_delayed_events(photonics.runtime)
    await photonics.let_spread_pass()
    await measure_delayed_events(photonics.runtime)
    assert gauge.values.pop(2) >= timedelta(minutes=10).total_seconds()
    assert gauge.values == [0, 0, 0]


@pytest.mark.asyncio
async def test_nothing_that_waits_can_be_read(photonics: BackofficeService) -> None:
    async with photonics.database.transaction() as session:
        rows = (await (await session.connection()).scalars(text("SELECT d::text FROM delayed_events d"))).all()
    assert len(rows) == 3
    for telling in ("AIVD", "EZK", REFERENCE, str(photonics.question_id)):
        assert not [row for row in rows if telling in row]
