"""The back office and notifications at work on a burst of questions, over a log that an onlooker keeps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from integration.notifications.transports import AcceptingTransport
from integration.onlooker.log import Log
from kit.backoffice_service import MONDAY_NINE, SPREAD_SECONDS, BackofficeService
from kit.memory_vault import EVERYTHING, MemoryKeys, MemoryVault
from kit.notifications_service import NotificationsService
from kit.personas import approver, expert
from kit.service import ServiceHarness, definition_of
from sqlalchemy import text

from loket_backoffice.domain.contributions import ContributionRequest, ContributionText
from loket_backoffice.handlers.contribution_requests import (
    decline_contribution,
    release_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.deadlines import ROUND_LENGTH, publish_deadlines
from loket_backoffice.handlers.delayed_publishing import publish_delayed_events
from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_backoffice.store.cases import find_case
from loket_backoffice.subscriptions import SUBSCRIPTIONS as OFFICE_SUBSCRIPTIONS
from loket_notifications.subscriptions import SUBSCRIPTIONS
from loket_shared.bus.handlers import EventDispatcher
from loket_shared.contracts.event import Event
from loket_shared.db.database import Database
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.observability.clock import FixedClock
from loket_shared.outbox.store import PublishedEvent, mark_published, pending_events
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.service.runtime import Runtime

QUESTIONS = 40
ROUTES = (("EZK", ("OCW", "AIVD")), ("OCW", ("NCTV", "AIVD")), ("OCW", ("BZ",)), ("EZK", ("OCW", "MIVD")), ("BZ", ()))
"""With covert departments and without."""

TICK = timedelta(seconds=2)
TICKS_A_ROUND = int(ROUND_LENGTH / TICK)
SPREAD = timedelta(seconds=SPREAD_SECONDS)
TERM_WARNING = timedelta(days=3, hours=6)
"""Three quarters of five working days, for what is asked on a Monday before 11:00."""


_KID = UUID(int=1)
"""The key that every event is signed with, as far as the outbox knows."""


class MovingClock(FixedClock):
    """A clock that never tells one moment twice."""

    def __init__(self, moment: datetime, random: Random) -> None:
        super().__init__(moment)
        self._random = random

    def now(self) -> datetime:
        """Return the next moment."""
        self.moment += timedelta(microseconds=self._random.randrange(20, 2000))
        return self.moment


class WatchedDesk:
    """Two services with databases of their own; what intake and routing tell is recorded beside the back office's."""

    def __init__(self, backoffice: Database, notifications: Database, random: Random, spread: timedelta) -> None:
        self.log = Log()
        self._random, self._spread = random, spread
        self._clock = MovingClock(MONDAY_NINE, random)
        shared: Any = {"keys": MemoryKeys(MasterKeys({1: random.randbytes(32)})), "clock": self._clock}
        self._office = BackofficeService(backoffice, **shared)
        self._mail = NotificationsService(notifications, **shared)
        self._others = ServiceHarness(
            definition_of("routing"), backoffice, **shared, vault=MemoryVault(shared["keys"], EVERYTHING)
        ).unit_of_work
        self._consumers = (
            (EventDispatcher(OFFICE_SUBSCRIPTIONS, self._office.unit_of_work.sealer), self._office.unit_of_work),
            (EventDispatcher(SUBSCRIPTIONS, self._mail.unit_of_work.sealer), self._mail.unit_of_work),
        )

    @property
    def _runtime(self) -> Runtime:
        return self._office.runtime_of(BACKOFFICE, contribution_spread_seconds=self._spread.total_seconds())

    async def receive_burst(self) -> None:
        """Let a question come every second or so, and time pass until all departments are asked."""
        for number in range(QUESTIONS):
            lead, contributors = ROUTES[number % len(ROUTES)]
            self._office.question_id = UUID(int=self._random.getrandbits(128), version=4)
            for event in (self._office.submitted(), self._office.decided(lead, contributors)):
                await self._tell(event.model_copy(update={"reference": f"KV-2026-{number:06}"}))
            self._clock.moment += timedelta(seconds=self._random.uniform(0, 2))
            await self._let_work()
        await self._let_spread_pass()

    async def contribute(self) -> None:
        """Let a third of what was asked be delivered or declined."""
        act = self._office.act
        for request in (await self._requests())[::3]:
            member, judge = expert(request.department), approver(request.department)
            if self._random.random() < 0.5:
                await act(decline_contribution, judge, request.id, "Niet ons terrein", None)
            else:
                await act(write_draft, member, request.id, ContributionText(text="Geen bezwaar"), None)
                await act(submit_contribution, member, request.id, None)
                await act(release_contribution, judge, request.id, None)
            await self._pass_a_tick()
        await self._let_spread_pass()

    async def warn(self) -> None:
        """Let the terms of what is left run until most of them has passed, and departments be warned."""
        self._clock.moment += TERM_WARNING - 2 * self._spread - timedelta(minutes=5)
        for tick in range(int(3 * self._spread / TICK) + 300):
            if tick % TICKS_A_ROUND == 0:
                await publish_deadlines(self._runtime)
            await self._pass_a_tick()

    async def truth(self) -> dict[str, str]:
        """Return the reference of each request's question."""
        query = text("SELECT requests.id, reference FROM requests JOIN cases ON cases.id = case_id")
        async with self._office.unit_of_work() as work:
            return {str(row.id): row.reference for row in await (await work.session.connection()).execute(query)}

    async def _requests(self) -> Sequence[ContributionRequest]:
        async with self._office.unit_of_work() as work:
            ids = await (await work.session.connection()).scalars(text("SELECT id FROM cases ORDER BY reference"))
            cases = [await find_case(work, case_id) for case_id in ids]
        return [request for stored in cases if stored for request in stored.case.requests]

    async def _tell(self, event: Event) -> None:
        async with self._others() as work:
            await work.publish(event)
        await self._relay()

    async def _let_spread_pass(self) -> None:
        for _ in range(int(self._spread / TICK) + 5):
            await self._pass_a_tick()

    async def _pass_a_tick(self) -> None:
        self._clock.moment += TICK
        await self._let_work()

    async def _let_work(self) -> None:
        await publish_delayed_events(self._runtime)
        await self._relay()
        await self._mail.send_all(AcceptingTransport())
        await self._relay()

    async def _relay(self) -> None:
        """Put on the log what was recorded, and let each service hear it, until nothing is left."""
        while any([await self._relay_from(each.database) for each in (self._office, self._mail)]):
            pass

    async def _relay_from(self, database: Database) -> bool:
        records = []
        async with database.begin() as transaction:
            for row in await pending_events(transaction.driver):
                record = self.log.put(row.topic, row.envelope, self._clock.now())
                sent = PublishedEvent(row.position, row.topic, record.partition, record.offset)
                await mark_published(transaction.driver, "cluster", _KID, [sent])
                records.append(record)
        for record in records:
            for engine, unit_of_work in self._consumers:
                async with unit_of_work() as work:
                    await engine.run(ReceivedRecord.of(record), work)
        return bool(records)
