"""Records a fact: its consequences are saved and published in one transaction."""

from uuid import UUID

from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import DeadlineClock, clocks_of, new_deadlines
from loket_backoffice.domain.facts import (
    CaseFact,
    CoordinationStarted,
    MessageFailed,
    Reopened,
    Supplemented,
    Withdrawn,
)
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.domain.record_fact import CaseChange, record_fact
from loket_backoffice.handlers.delayed_publishing import schedule_request_events
from loket_backoffice.policy import service_levels
from loket_backoffice.store.cases import StoredCase, save_change
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_set import CaseDeadlineSet
from loket_shared.contracts.events.contributions_requested import ContributionRequested, RequestedWork
from loket_shared.db.ids import random_id
from loket_shared.unit_of_work import UnitOfWork

_SETS_DEADLINES = (Supplemented, Withdrawn, Reopened, MessageFailed)
"""Facts that may move a promise to the asker, so that ``cases.deadline-set`` must tell the new moment."""


async def record_and_publish(work: UnitOfWork, stored: StoredCase, fact: CaseFact) -> None:
    """Record ``fact`` with its consequences, save them and publish them."""
    now = work.clock.now()
    before = stored.case
    change = record_fact(before, fact, now, random_id)
    clocks = await save_and_publish(work, stored, change)
    if isinstance(fact, _SETS_DEADLINES):
        for clock in new_deadlines(clocks_of(before, service_levels(), now), clocks):
            await work.publish(
                CaseDeadlineSet(
                    question_id=stored.id, reference=stored.reference, clock=clock.name, due=clock.due, set_at=now
                )
            )


async def save_and_publish(
    work: UnitOfWork, stored: StoredCase, change: CaseChange, question: str | None = None
) -> list[DeadlineClock]:
    """Save ``change``, publish that coordination started and, delayed, the requests; return the clocks.

    ``question`` is the front office's own question to the departments that are asked.
    """
    clocks = clocks_of(change.case, service_levels(), work.clock.now())
    await save_change(work, stored, change, clocks)
    for fact in change.facts:
        if isinstance(fact, CoordinationStarted):
            due = [clock.due for clock in clocks if clock.name is ClockName.ANSWER_COORDINATED][-1]
            await work.publish(
                CaseCoordinationStarted(question_id=stored.id, reference=stored.reference, started_at=fact.at, due=due)
            )
    asked = [
        (_requested(stored, request, _due(clocks, request.id), question), request.requested_at)
        for request in change.asked
    ]
    await schedule_request_events(work, stored.id, asked)
    return clocks


def _requested(
    stored: StoredCase, request: ContributionRequest, due: DeadlineClock, question: str | None
) -> ContributionRequested:
    return ContributionRequested(
        request_id=request.id,
        due=due.due,
        work=RequestedWork(
            question_id=stored.id,
            reference=stored.reference,
            department=request.department,
            question=question,
            urgent=request.urgent,
            requested_at=request.requested_at,
            due=due.due,
        ),
        notice=ContributionNotice(question_id=stored.id, department=request.department),
    )


def _due(clocks: list[DeadlineClock], request_id: UUID) -> DeadlineClock:
    return next(clock for clock in clocks if clock.request_id == request_id)
