"""Reads cases: the pages of a queue, one case, its clocks, and the actions that the reader may take on it now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from loket_backoffice.domain.access import (
    Visibility,
    hidden_departments,
    is_own,
    known_requests,
    may_see_asker,
    notes_compartments,
    visibility_of,
    visible_part,
)
from loket_backoffice.domain.case import version_of
from loket_backoffice.domain.permissions import allowed_on_case
from loket_backoffice.domain.queues import Filter, Position, Queue, Urgency
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.handlers.load import load_case
from loket_backoffice.store.case_content import read_answer, read_asker, read_notes, read_question
from loket_backoffice.store.case_queues import find_case_rows
from loket_backoffice.store.cases import StoredCase, is_case_held_up
from loket_backoffice.store.listed_cases import load_listed_cases
from loket_backoffice.store.requests import read_contribution_texts
from loket_backoffice.views.case_summary import CaseSummary, summary_of
from loket_backoffice.views.case_view import CaseContent, CaseView, case_for
from loket_backoffice.views.clock_view import ClockView, clocks_for
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.paging import Key, PageRequest, page_of
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

FARTHEST = timedelta(days=366)
"""The farthest moment for which clocks are computed: its days are counted one by one, while the event loop waits."""

_TOO_FAR = BilingualText(nl="Kies een moment binnen een jaar van nu.", en="Choose a moment within a year from now.")

CasePageRequest = Annotated[PageRequest, page_of(int, datetime, datetime, UUID)]


@dataclass(frozen=True)
class ListedCases:
    """The cases on one page of a queue.

    ``positions`` are the positions of all cases that were read: one more than the page holds if there is a next page.
    """

    cases: tuple[CaseSummary, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class CasePage:
    """The cases on one page of a queue; ``next`` is the cursor of the next page, None at the end."""

    cases: tuple[CaseSummary, ...]
    next: str | None


async def list_case_page(
    work: UnitOfWork, principal: Principal, page: PageRequest, wanted: Filter, *, refresh: bool = False
) -> CasePage:
    """Return one page of a queue; ``refresh`` as for ``list_cases``."""
    listed = await list_cases(
        work, principal, replace(wanted, after=_position_of(page.after)), page.limit, refresh=refresh
    )
    return CasePage(listed.cases, page.next_cursor([_key_of(each) for each in listed.positions]))


async def list_cases(
    work: UnitOfWork, principal: Principal, wanted: Filter, limit: int, *, refresh: bool = False
) -> ListedCases:
    """Return the cases of the queue that exist for ``principal``, in the wanted order, and audit the reading.

    ``refresh``: an open page renews itself; such readings are audited once an hour, with their number.
    """
    found = await find_case_rows(
        work, principal, wanted, hidden_departments(principal, covert_departments()), limit + 1
    )
    listed = await load_listed_cases(work, [row for row, _ in found[:limit]])
    seen = [(visible_part(principal, each.stored.case), each) for each in listed]
    now = work.clock.now()
    shown = tuple(
        summary_of(part, stored, question, now)
        for part, (stored, question) in seen
        if part.visibility is not Visibility.NOTHING and _wanted(principal, wanted.queue, stored)
    )
    await work.audit(principal, "cases.listed", wanted.queue, repeats=work.trail.refreshes if refresh else None)
    return ListedCases(shown, tuple(position for _, position in found))


async def read_case(work: UnitOfWork, principal: Principal, reference: str) -> CaseView:
    """Return the case as ``principal`` may see it, and record that it was read.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored = await load_case(work, principal, reference)
    await work.audit(principal, "case.read", reference)
    return await show_case(work, principal, stored)


async def show_case(work: UnitOfWork, principal: Principal, stored: StoredCase) -> CaseView:
    """Open the parts of the case that ``principal`` may see, and return the view of them."""
    content = CaseContent() if stored.is_erased else await _open_content(work, principal, stored)
    return case_for(principal, stored, content, work.clock.now())


async def _open_content(work: UnitOfWork, principal: Principal, stored: StoredCase) -> CaseContent:
    content = CaseContent(
        question=await read_question(work, stored.row),
        asker=await read_asker(work, stored.row) if may_see_asker(principal) else None,
        held_up=await is_case_held_up(work, stored.id),
    )
    if visibility_of(principal, stored.case) is not Visibility.CONTENT:
        return content
    requests = known_requests(principal, stored.case)
    own = [request.id for request in requests if is_own(principal, request)]
    answer, answer_text = await read_answer(work, stored.id)
    return replace(
        content,
        answer=answer,
        answer_text=answer_text,
        texts=await read_contribution_texts(work, [request.id for request in requests], drafts_of=own),
        notes=[
            note
            for compartment in notes_compartments(principal, stored.case)
            for note in await read_notes(work, stored.id, compartment)
        ],
    )


async def lock_case_versions(work: UnitOfWork, principal: Principal, reference: str) -> tuple[int, int]:
    """Return the versions of the case and of its answer, which stay as they are until the transaction ends.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored = await load_case(work, principal, reference, lock=True)
    answer, _ = await read_answer(work, stored.id)
    return version_of(stored.case), answer.version


async def read_case_actions(work: UnitOfWork, principal: Principal, reference: str) -> frozenset[str]:
    """Return the actions that ``principal`` may take on the case now; none if the reader may not see its content.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored = await load_case(work, principal, reference)
    if visibility_of(principal, stored.case) is not Visibility.CONTENT:
        return frozenset()
    answer, _ = await read_answer(work, stored.id)
    return allowed_on_case(principal, stored.case, answer)


async def read_clocks(
    work: UnitOfWork, principal: Principal, reference: str, at: datetime | None
) -> tuple[ClockView, ...]:
    """Return the clocks at ``at``, or now.

    Raises:
        InvalidInputError: ``at`` is more than ``FARTHEST`` ahead.
        NotFoundError: the case does not exist for this reader.
    """
    now = work.clock.now()
    if at is not None and at > now + FARTHEST:
        raise InvalidInputError(FieldError("at", _TOO_FAR))
    stored = await load_case(work, principal, reference)
    await work.audit(principal, "clocks.read", reference)
    return clocks_for(principal, stored.case, at or now)


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
