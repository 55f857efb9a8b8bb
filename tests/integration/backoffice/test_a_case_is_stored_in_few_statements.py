"""A case comes back as it was saved, and an event about it takes few statements."""

from typing import Any

import pytest
from kit.backoffice_service import PHOTONICS, REFERENCE, BackofficeService
from kit.events import incoming
from kit.personas import CLEARED

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import CaseFact, Rerouted, RouteDecided, Submitted, Supplemented, Withdrawn
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.store.cases import find_case, lock_or_create_case
from loket_shared.contracts.event import Event
from loket_shared.unit_of_work import UnitOfWork


async def record(work: UnitOfWork, office: BackofficeService, fact: CaseFact) -> Case:
    """Record a fact with its consequences, and return the case that it makes."""
    stored = await lock_or_create_case(work, office.question_id, REFERENCE)
    await record_and_publish(work, stored, fact)
    return stored.case


async def load(work: UnitOfWork, office: BackofficeService) -> Case:
    stored = await find_case(work, office.question_id)
    assert stored is not None
    return stored.case


def in_sets(case: Case) -> tuple[Any, ...]:
    """Return the facts in order, and the requests, whose order in memory is that of their changes."""
    return case.facts, frozenset(case.requests)


@pytest.mark.asyncio
async def test_what_is_loaded_is_what_was_saved(office: BackofficeService) -> None:
    facts = (
        RouteDecided(
            at=office.clock.now(),
            question_version=1,
            route=CaseRoute("EZK", frozenset({"OCW"}), frozenset({"AIVD"})),
            confirmation_needed=False,
        ),
        Submitted(at=office.clock.now(), consent=True),
        Rerouted(at=office.clock.now(), actor="officer", route=CaseRoute("OCW", urgent=True), reason="Anders"),
        Supplemented(at=office.clock.now(), version=2, text="Toch niet delen", consent=False),
        Withdrawn(at=office.clock.now()),
    )
    numbers = []
    for fact in facts:
        saved = await office.act(record, office, fact)
        loaded = await office.act(load, office)
        assert in_sets(loaded) == in_sets(saved)
        numbers.append((len(loaded.facts), len(loaded.outstanding)))
    assert numbers == [(1, 0), (3, 3), (4, 2), (5, 0), (6, 0)]


@pytest.mark.asyncio
async def test_several_events_may_share_a_transaction(office: BackofficeService) -> None:
    events = (office.submitted(), office.decided(*PHOTONICS), office.supplemented("Nog iets"))
    async with office.unit_of_work() as work:
        for event in events:
            await office.definition.subscriptions[type(event)](work, incoming(event, office.clock.now()))
    case = await office.act(read_case, CLEARED, REFERENCE)
    assert (case.state, len(case.requests), case.question is not None) == ("in-coordination", 3, True)
    assert await office.published() == ["cases.opened", "cases.coordination-started"]


_NOT_ITS_OWN = ("outbox", "typeinfo", "'jit'")
"""Parts of statements of the transport, and of those with which the driver learns of a type once a connection."""


async def statements_of(office: BackofficeService, event: Event) -> list[str]:
    """Return the statements of the handler of ``event``."""
    seen: list[str] = []
    async with office.unit_of_work() as work:
        with work.driver.query_logger(lambda query: seen.append(query.query)):
            await office.definition.subscriptions[type(event)](work, incoming(event, office.clock.now()))
    return [statement for statement in seen if not any(part in statement for part in _NOT_ITS_OWN)]


@pytest.mark.asyncio
async def test_an_event_takes_few_statements(office: BackofficeService) -> None:
    assert len(await statements_of(office, office.submitted())) == 2  # create, save
    assert (
        len(await statements_of(office, office.decided(*PHOTONICS))) == 4
    )  # lock, load, save, store the requests' events
    assert len(await statements_of(office, office.supplemented("Nog iets"))) == 3  # lock, load, save
