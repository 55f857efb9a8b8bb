"""Acts when time has passed on a case, each case in a transaction of its own.

A promise is published once when it is at risk, and once when it is broken (docs/architecture.md#time). A case without a
route is handed to the front office (docs/architecture.md#who-owns-what).
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.deadlines import Threshold, clocks_of, thresholds
from loket_backoffice.domain.facts import LeftUnrouted
from loket_backoffice.handlers.delayed_publishing import schedule_request_events
from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.policy import service_levels
from loket_backoffice.store.case_index import unrouted_cases
from loket_backoffice.store.cases import StoredCase, find_case
from loket_backoffice.store.clocks import cases_due, mark_published, refresh_clocks
from loket_shared.contracts.contribution_event import ContributionEvent, ContributionNotice, TermOfWork
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_deadline_at_risk import CaseDeadlineAtRisk
from loket_shared.contracts.events.cases_deadline_missed import CaseDeadlineMissed
from loket_shared.contracts.events.contributions_deadline_at_risk import ContributionDeadlineAtRisk
from loket_shared.contracts.events.contributions_deadline_missed import ContributionDeadlineMissed
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

BATCH_SIZE = 100
ROUTING_TIMEOUT = timedelta(minutes=15)
ROUND_LENGTH = timedelta(seconds=15)
"""The interval of the loop: a threshold is published this much later at most."""


async def publish_deadlines(runtime: Runtime) -> None:
    """Publish every threshold that was reached, each case in its own transaction."""
    async with runtime.unit_of_work() as work:
        due = await cases_due(work, BATCH_SIZE)

    async def publish(case_id: UUID) -> None:
        async with runtime.unit_of_work() as work:
            await _publish_deadlines_of(work, case_id)

    await for_each_isolated(dict.fromkeys(due), publish)


async def _publish_deadlines_of(work: UnitOfWork, case_id: UUID) -> None:
    """Publish each reached threshold of the case, and index the next one."""
    stored = await find_case(work, case_id, lock=True)
    if stored is None:
        return
    now = work.clock.now()
    clocks = clocks_of(stored.case, service_levels(), now)
    reached = [threshold for threshold in thresholds(clocks, service_levels()) if threshold.at <= now]
    await _publish(work, stored, await mark_published(work, case_id, reached))
    await refresh_clocks(work, case_id, clocks)


async def _publish(work: UnitOfWork, stored: StoredCase, reached: Sequence[Threshold]) -> None:
    for threshold in reached:
        if threshold.clock.request_id is None:
            await work.publish(_of_case(stored, threshold))
    # Delayed from the end of the round: the position of the loop within the round is the same for all requests of a
    # case.
    of_requests = [
        (_of_request(stored, threshold.clock.request_id, threshold), threshold.at + ROUND_LENGTH)
        for threshold in reached
        if threshold.clock.request_id
    ]
    await schedule_request_events(work, stored.id, of_requests)


def _of_case(stored: StoredCase, threshold: Threshold) -> Event:
    clock, percentage = threshold.clock, threshold.percentage
    kind = CaseDeadlineMissed if percentage >= 100 else CaseDeadlineAtRisk
    return kind(
        question_id=stored.id,
        reference=stored.reference,
        clock=clock.name,
        due=clock.due,
        percentage=percentage,
    )


def _of_request(stored: StoredCase, request_id: UUID, threshold: Threshold) -> ContributionEvent:
    due, percentage = threshold.clock.due, threshold.percentage
    department = next(request.department for request in stored.case.requests if request.id == request_id)
    kind = ContributionDeadlineMissed if percentage >= 100 else ContributionDeadlineAtRisk
    return kind(
        request_id=request_id,
        due=due,
        percentage=percentage,
        work=TermOfWork(question_id=stored.id, reference=stored.reference, department=department, due=due),
        notice=ContributionNotice(question_id=stored.id, department=department),
    )


async def escalate_unrouted(runtime: Runtime) -> None:
    """Hand every case that waited for its route for too long to the front office."""
    async with runtime.unit_of_work() as work:
        waiting = await unrouted_cases(work, work.clock.now() - ROUTING_TIMEOUT)
    await for_each_isolated(waiting, partial(_escalate_case, runtime))


async def _escalate_case(runtime: Runtime, case_id: UUID) -> None:
    """Record that the case was left unrouted, unless its route came meanwhile."""
    async with runtime.unit_of_work() as work:
        stored = await find_case(work, case_id, lock=True)
        if stored and state_of(stored.case) is CaseState.AWAITING_ROUTE:
            await record_and_publish(work, stored, LeftUnrouted(at=work.clock.now()))
