"""Somebody looks at a queue."""

from dataclasses import dataclass

from loket_backoffice.domain.access import Sight, is_own, sight_of
from loket_backoffice.store.case_store import StoredCase, load
from loket_backoffice.store.queues import Filter, Queue, find_rows, read_questions
from loket_backoffice.store.tables import CaseRow
from loket_backoffice.views.case_summary import CaseSummary, summary_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal, Role


@dataclass(frozen=True)
class Listed:
    """A page of a queue, and the rows that were looked at for it, one more than fit where there is a next page."""

    cases: tuple[CaseSummary, ...]
    rows: tuple[CaseRow, ...]


async def list_cases(work: UnitOfWork, reader: Principal, wanted: Filter, limit: int) -> Listed:
    """Return the cases of the queue that exist for ``reader``, opened last first, and record the reading."""
    rows = await find_rows(work, reader, wanted, limit + 1)
    page = rows[:limit]
    cases, questions = await load(work, page), await read_questions(work, page)
    shown = [
        CaseSummary.model_validate(summary_for(reader, case, question, work.clock.now()))
        for case, question in zip(cases, questions, strict=True)
        if sight_of(reader, case.file) is not Sight.NOTHING and _wanted(reader, wanted.queue, case)
    ]
    await work.audit(reader, "cases.list", wanted.queue)
    return Listed(tuple(shown), tuple(rows))


def _wanted(reader: Principal, queue: Queue, case: StoredCase) -> bool:
    """The work of one member of a department stands sealed, so it is looked for among the department's cases."""
    if queue is not Queue.MINE or reader.role is Role.FRONT_OFFICE:
        return True
    return any(is_own(reader, r) and r.assignee == reader.subject for r in case.file.requests)
