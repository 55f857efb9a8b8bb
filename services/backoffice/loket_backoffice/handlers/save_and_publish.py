"""Recording a fact: what follows from it is saved, and published for others, in one transaction."""

from typing import TypeVar
from uuid import UUID

from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.deadlines import Clock, clocks_of, new_deadlines
from loket_backoffice.domain.facts import CoordinationStarted, Fact, MessageFailed, Reopened, Supplemented, Withdrawn
from loket_backoffice.domain.policies import ClockName
from loket_backoffice.domain.record_fact import Outcome, record
from loket_backoffice.handlers.delayed_publishing import delay_request
from loket_backoffice.policy import service_levels
from loket_backoffice.store.cases import StoredCase, save_outcome
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_set import CaseDeadlineSet
from loket_shared.contracts.events.contributions_requested import ContributionRequested, RequestedWork
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import PermanentFailure

_SETS_DEADLINES = (Supplemented, Withdrawn, Reopened, MessageFailed)
"""Facts after which a promise to the asker may be due at a moment that their own event does not tell."""


async def record_and_publish(work: UnitOfWork, case: StoredCase, fact: Fact) -> Outcome:
    """Record ``fact`` with everything that follows from it, and tell of that."""
    now = work.clock.now()
    before = case.file
    outcome = record(before, fact, now, random_id)
    clocks = await save_and_publish(work, case, outcome)
    if isinstance(fact, _SETS_DEADLINES):
        for clock in new_deadlines(clocks_of(before, service_levels(), now), clocks):
            await work.publish(
                CaseDeadlineSet(
                    question_id=case.id, reference=case.reference, clock=clock.name, due=clock.due, set_at=now
                )
            )
    return outcome


async def save_and_publish(
    work: UnitOfWork, case: StoredCase, outcome: Outcome, question: str | None = None
) -> list[Clock]:
    """Store ``outcome``, tell that coordination started and, later, which departments are asked; return the clocks.

    ``question`` is the front office's own question to the departments that are asked.
    """
    clocks = await save_outcome(work, case, outcome)
    for fact in outcome.facts:
        if isinstance(fact, CoordinationStarted):
            due = [clock.due for clock in clocks if clock.name is ClockName.ANSWER_COORDINATED][-1]
            await work.publish(
                CaseCoordinationStarted(question_id=case.id, reference=case.reference, started_at=fact.at, due=due)
            )
    for request in outcome.asked:
        event = _requested(case, request, _due(clocks, request.id), question)
        await delay_request(work, case.id, event, request.requested_at)
    return clocks


def _requested(case: StoredCase, request: Request, due: Clock, question: str | None) -> ContributionRequested:
    return ContributionRequested(
        request_id=request.id,
        due=due.due,
        work=RequestedWork(
            question_id=case.id,
            reference=case.reference,
            department=request.department,
            question=question,
            urgent=request.urgent,
            requested_at=request.requested_at,
            due=due.due,
        ),
        notice=ContributionNotice(question_id=case.id, department=request.department),
    )


def _due(clocks: list[Clock], request_id: UUID) -> Clock:
    return next(clock for clock in clocks if clock.request_id == request_id)


P = TypeVar("P")


def require_part(part: P | None) -> P:
    """Return a part that this service's role reaches, so that it must be there.

    Raises:
        PermanentFailure: the publisher left it out.
    """
    if part is None:
        raise PermanentFailure("a sealed part of the event is missing")
    return part
