"""Somebody looks at a queue."""

from dataclasses import dataclass

from loket_backoffice.domain.access import Visibility, hidden_departments, is_own, visibility_of
from loket_backoffice.domain.queues import Filter, Position, Queue
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_lists import find_case_rows, read_questions
from loket_backoffice.store.cases import StoredCase, load_cases
from loket_backoffice.views.case_view import CaseSummaryView, summary_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal, Role


@dataclass(frozen=True)
class Listed:
    """A page of a queue, and the places that were looked at for it, one more than fit where there is a next page."""

    cases: tuple[CaseSummaryView, ...]
    positions: tuple[Position, ...]


async def list_cases(
    work: UnitOfWork, principal: Principal, wanted: Filter, limit: int, *, refresh: bool = False
) -> Listed:
    """Return the cases of the queue that exist for ``principal``, in the order wanted, and record the reading.

    ``refresh``: a page renews itself, which is recorded once an hour with how often.
    """
    found = await find_case_rows(
        work, principal, wanted, hidden_departments(principal, covert_departments()), limit + 1
    )
    page = [row for row, _ in found[:limit]]
    cases, questions = await load_cases(work, page), await read_questions(work, page)
    shown = [
        summary_for(principal, stored, question, work.clock.now())
        for stored, question in zip(cases, questions, strict=True)
        if visibility_of(principal, stored.case) is not Visibility.NOTHING and _wanted(principal, wanted.queue, stored)
    ]
    await work.audit(principal, "cases.list", wanted.queue, repeats=work.trail.refreshes if refresh else None)
    return Listed(tuple(shown), tuple(position for _, position in found))


def _wanted(principal: Principal, queue: Queue, stored: StoredCase) -> bool:
    """The work of one member of a department stands sealed, so it is looked for among the department's cases."""
    if queue is not Queue.MINE or principal.role is Role.FRONT_OFFICE:
        return True
    return any(is_own(principal, r) and r.assignee == principal.subject for r in stored.case.requests)
