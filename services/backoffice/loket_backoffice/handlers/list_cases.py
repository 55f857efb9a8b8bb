"""Lists the cases of a queue, page by page."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from loket_backoffice.domain.access import Visibility, hidden_departments, is_own, visibility_of
from loket_backoffice.domain.queues import Filter, Position, Queue, Urgency
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_content import read_questions
from loket_backoffice.store.case_index import find_case_rows
from loket_backoffice.store.cases import StoredCase, load_cases
from loket_backoffice.views.case_view import CaseSummaryView, summary_for
from loket_shared.http.paging import Key, Page, PageRequest, page_of
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

CasePageRequest = Annotated[PageRequest, page_of(int, datetime, datetime, UUID)]


@dataclass(frozen=True)
class ListedCases:
    """The cases on one page of a queue.

    ``positions`` are the positions of all cases that were read: one more than the page holds if there is a next page.
    """

    cases: tuple[CaseSummaryView, ...]
    positions: tuple[Position, ...]


async def list_case_page(
    work: UnitOfWork, principal: Principal, page: PageRequest, wanted: Filter, *, refresh: bool = False
) -> Page[CaseSummaryView]:
    """Return one page of a queue; ``refresh`` as for ``list_cases``."""
    listed = await list_cases(
        work, principal, replace(wanted, after=_position_of(page.after)), page.limit, refresh=refresh
    )
    return Page[CaseSummaryView](
        items=listed.cases, next=page.next_cursor([_key_of(each) for each in listed.positions])
    )


async def list_cases(
    work: UnitOfWork, principal: Principal, wanted: Filter, limit: int, *, refresh: bool = False
) -> ListedCases:
    """Return the cases of the queue that exist for ``principal``, in the wanted order, and audit the reading.

    ``refresh``: an open page renews itself; such readings are audited once an hour, with their number.
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
    await work.audit(principal, "cases.listed", wanted.queue, repeats=work.trail.refreshes if refresh else None)
    return ListedCases(tuple(shown), tuple(position for _, position in found))


def _wanted(principal: Principal, queue: Queue, stored: StoredCase) -> bool:
    """Return whether the case is in the queue. No query can: the assignee of a contribution is sealed."""
    if queue is not Queue.MINE or principal.role is Role.FRONT_OFFICE:
        return True
    return any(is_own(principal, r) and r.assignee == principal.subject for r in stored.case.requests)


def _key_of(position: Position) -> Key:
    (rank, due), opened_at, case_id = position
    return rank, due, opened_at, case_id


def _position_of(after: Key | None) -> Position | None:
    if after is None:
        return None
    rank, due, opened_at, case_id = after
    return Position(Urgency(rank, due), opened_at, case_id)
