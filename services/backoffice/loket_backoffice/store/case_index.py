"""Finds cases and requests by their clear columns: one for the policy, or those of a queue.

For the policy they are enough before anything is opened or locked. One statement gives the same result for a hidden, an
erased and a missing case. Queries of a queue make the selection smaller. The sealed facts remain authoritative: code
that loads a case asks the policy again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, or_, true, tuple_
from sqlmodel import col, select

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.queues import Filter, Order, Position, Queue, Urgency
from loket_backoffice.store.clocks import NEVER, UrgencyIndex
from loket_backoffice.store.seals import department_tag
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

_TAKES_PART = f"""
    cases.shareable AND EXISTS (
        SELECT FROM requests AS own
        WHERE own.case_id = cases.id AND own.department_tag = $2::text AND own.state <> '{RequestState.CANCELLED}'
    )
"""
_CASE = f"SELECT id, state, {_TAKES_PART} AS member FROM cases WHERE reference = $1"  # noqa: S608 - constants
_REQUEST = f"""
    SELECT cases.id, cases.state, {_TAKES_PART} AS member, requests.department_tag
    FROM requests JOIN cases ON cases.id = requests.case_id WHERE requests.id = $1
"""  # noqa: S608 - constants


class IndexedCase(NamedTuple):
    """A case; ``member``: the reader's department takes part, and the asker consents to sharing."""

    id: UUID
    state: CaseState
    member: bool


class IndexedRequest(NamedTuple):
    """A request with its case; ``own``: the request belongs to the reader's department."""

    case: IndexedCase
    own: bool
    covert: bool


async def look_up_case(work: UnitOfWork, reader: Principal, reference: str) -> IndexedCase | None:
    """Return the case of ``reference``, with ``member`` for ``reader``."""
    found = await work.driver.fetchrow(_CASE, reference, _own_tag(work, reader))
    return IndexedCase(found["id"], CaseState(found["state"]), found["member"]) if found else None


async def look_up_request(
    work: UnitOfWork, reader: Principal, request_id: UUID, covert: Collection[str]
) -> IndexedRequest | None:
    """Return the request, with ``own`` for ``reader``; ``covert``: the departments whose participation is sensitive."""
    own_tag, covert_tags = _own_tag(work, reader), {department_tag(work, department) for department in covert}
    found = await work.driver.fetchrow(_REQUEST, request_id, own_tag)
    if found is None:
        return None
    case = IndexedCase(found["id"], CaseState(found["state"]), found["member"])
    return IndexedRequest(case, found["department_tag"] == own_tag, found["department_tag"] in covert_tags)


async def tag_of_request(work: UnitOfWork, request_id: UUID) -> str | None:
    """Return the tag of the request's department; None if there is no such request."""
    tag: str | None = await work.driver.fetchval("SELECT department_tag FROM requests WHERE id = $1", request_id)
    return tag


def _own_tag(work: UnitOfWork, reader: Principal) -> str | None:
    in_department = reader.role in DEPARTMENT_ROLES and reader.department
    return department_tag(work, reader.department or "") if in_department else None


_OVER = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ERASED)


class ListedRow(NamedTuple):
    """A case in a list, with its position."""

    row: CaseRow
    position: Position


async def find_case_rows(
    work: UnitOfWork, reader: Principal, wanted: Filter, hidden: Collection[str], limit: int
) -> Sequence[ListedRow]:
    """Return at most ``limit`` cases in the wanted order; clocks of ``hidden`` departments do not affect it."""
    opened_last = (col(CaseRow.opened_at).desc(), col(CaseRow.id).desc())
    chosen = (col(CaseRow.opened_at).is_not(None), _reachable(work, reader), *_narrowed(reader, wanted))
    if wanted.order is Order.URGENCY:
        index = UrgencyIndex(work, hidden)
        query = (
            select(CaseRow, index.rank, index.due)
            .join(index.promises, index.case_id == CaseRow.id, isouter=True)
            .where(*chosen, _less_pressing(index, wanted.after))
            .order_by(index.rank, index.due, *opened_last)
        )
    else:
        alike = (literal(0), literal(NEVER))
        query = select(CaseRow, *alike).where(*chosen, _opened_before(wanted.after)).order_by(*opened_last)
    rows = (await work.session.exec(query.limit(limit))).all()
    return [
        ListedRow(row, Position(Urgency(rank, due), cast(datetime, row.opened_at), row.id)) for row, rank, due in rows
    ]


def _reachable(work: UnitOfWork, reader: Principal) -> ColumnElement[bool]:
    if reader.role in {Role.FRONT_OFFICE, Role.OPERATOR}:
        return true()
    if reader.role in DEPARTMENT_ROLES and reader.department:
        asked = exists().where(
            col(RequestRow.case_id) == col(CaseRow.id),
            col(RequestRow.department_tag) == department_tag(work, reader.department),
            col(RequestRow.state) != RequestState.CANCELLED,
        )
        return and_(asked, col(CaseRow.shareable), col(CaseRow.state) != CaseState.ERASED)
    return false()


def _narrowed(reader: Principal, wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.queue is Queue.MINE and reader.role is Role.FRONT_OFFICE:
        conditions.append(col(CaseRow.assignee) == reader.subject)
    if wanted.queue is Queue.FRONT_OFFICE:
        conditions.append(col(CaseRow.state).not_in(_OVER))
    if wanted.state:
        conditions.append(col(CaseRow.state) == wanted.state)
    if wanted.reference:
        conditions.append(col(CaseRow.reference).contains(wanted.reference.upper(), autoescape=True))
    return conditions


def _less_pressing(index: UrgencyIndex, after: Position | None) -> ColumnElement[bool]:
    if after is None:
        return true()
    urgency = tuple_(index.rank, index.due)
    return or_(urgency > after.urgency, and_(urgency == after.urgency, _opened_before(after)))


def _opened_before(after: Position | None) -> ColumnElement[bool]:
    return tuple_(col(CaseRow.opened_at), col(CaseRow.id)) < (after.opened_at, after.case_id) if after else true()


async def unrouted_cases(work: UnitOfWork, before: datetime) -> Sequence[UUID]:
    """Return the cases that were opened before a moment and have no route yet."""
    waiting = col(CaseRow.state) == CaseState.AWAITING_ROUTE
    return (await work.session.exec(select(CaseRow.id).where(waiting, col(CaseRow.opened_at) < before))).all()


async def read_case_rows(work: UnitOfWork, case_ids: Sequence[UUID]) -> list[CaseRow]:
    """Return the rows of the cases, in their order."""
    found = (await work.session.exec(select(CaseRow).where(col(CaseRow.id).in_(case_ids)))).all()
    by_id = {row.id: row for row in found}
    return [by_id[case_id] for case_id in case_ids]


async def count_by_state(work: UnitOfWork) -> dict[str, int]:
    """Return the number of cases in each state."""
    query = select(CaseRow.state, func.count()).group_by(CaseRow.state)
    return dict((await work.session.exec(query)).all())
