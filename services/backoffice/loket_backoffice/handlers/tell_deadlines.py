"""A promise is at risk or broken: tell it, once (design section 6)."""

from uuid import UUID

from loket_backoffice.domain.deadlines import Threshold, clocks_of, thresholds
from loket_backoffice.handlers.one_by_one import one_by_one
from loket_backoffice.policy import service_levels
from loket_backoffice.store.case_store import StoredCase, find_case
from loket_backoffice.store.clock_index import cases_due, mark_told, refresh_clocks
from loket_shared.contracts.contribution_event import ContributionNotice, ContributionWork
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_deadline_at_risk import CaseDeadlineAtRisk
from loket_shared.contracts.events.cases_deadline_missed import CaseDeadlineMissed
from loket_shared.contracts.events.contributions_deadline_at_risk import ContributionDeadlineAtRisk
from loket_shared.contracts.events.contributions_deadline_missed import ContributionDeadlineMissed
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.ops.runtime import Runtime

AT_ONCE = 100


async def tell_deadlines(runtime: Runtime) -> None:
    """Tell what has come, case by case, each in a transaction of its own."""
    async with runtime.unit_of_work() as work:
        due = await cases_due(work, AT_ONCE)

    async def tell(case_id: UUID) -> None:
        async with runtime.unit_of_work() as work:
            await tell_deadlines_of(work, case_id)

    await one_by_one(dict.fromkeys(due), tell)


async def tell_deadlines_of(work: UnitOfWork, case_id: UUID) -> None:
    """Ask the clocks of the locked case, publish each threshold that has come, and look ahead again."""
    case = await find_case(work, case_id, lock=True)
    if case is None:
        return
    now = work.clock.now()
    for threshold in thresholds(clocks_of(case.file, service_levels(), now), service_levels()):
        if threshold.at <= now and await mark_told(work, case_id, threshold):
            await work.publish(_event(case, threshold))
    await refresh_clocks(work, case_id, case.file)


def _event(case: StoredCase, threshold: Threshold) -> Event:
    clock, percentage = threshold.clock, threshold.percentage
    if clock.request_id is None:
        of_case = CaseDeadlineMissed if percentage >= 100 else CaseDeadlineAtRisk
        return of_case(
            question_id=case.id,
            reference=case.reference,
            clock=clock.name,
            due=clock.due,
            percentage=percentage,
        )
    department = next(request.department for request in case.file.requests if request.id == clock.request_id)
    of_request = ContributionDeadlineMissed if percentage >= 100 else ContributionDeadlineAtRisk
    return of_request(
        request_id=clock.request_id,
        due=clock.due,
        percentage=percentage,
        work=ContributionWork(question_id=case.id, reference=case.reference, department=department),
        notice=ContributionNotice(question_id=case.id, department=department),
    )
