"""Which cases are in which queue. This narrows down; who sees what is decided by the policy afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, tuple_
from sqlmodel import col, select

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.store.department_tags import tag_of
from loket_backoffice.store.seals import open_all
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.contracts.parts import QuestionContent
from loket_shared.db.unit_of_work import Place, UnitOfWork
from loket_shared.identity.principal import Principal, Role

_OVER = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ERASED)


class Queue(StrEnum):
    """The lists of the work place."""

    MINE = "mine"
    DEPARTMENT = "department"
    FRONT_OFFICE = "front-office"
    ALL = "all"


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed down to; ``after`` is the last case of the page before."""

    queue: Queue = Queue.ALL
    state: CaseState | None = None
    reference: str | None = None
    after: tuple[datetime, UUID] | None = None


async def find_rows(work: UnitOfWork, reader: Principal, wanted: Filter, limit: int) -> Sequence[CaseRow]:
    """Return the rows of at most ``limit`` cases, those opened last first."""
    conditions = [_reachable(work, reader), *_narrowed(reader, wanted)]
    order = (col(CaseRow.opened_at).desc(), col(CaseRow.id).desc())
    query = select(CaseRow).where(*conditions).order_by(*order).limit(limit)
    return (await work.session.exec(query)).all()


async def read_questions(work: UnitOfWork, rows: Sequence[CaseRow]) -> list[QuestionContent | None]:
    """Return what was asked in each case; None where it is erased."""
    opened = await open_all(work, [(row.question or b"", Place("cases", row.id, "question")) for row in rows])
    return [QuestionContent.model_validate_json(question) if question else None for question in opened]


def _reachable(work: UnitOfWork, reader: Principal) -> ColumnElement[bool]:
    if reader.role in {Role.FRONT_OFFICE, Role.OPERATOR}:
        return col(CaseRow.opened_at).is_not(None)
    if reader.role in DEPARTMENT_ROLES and reader.department:
        return exists().where(
            col(RequestRow.case_id) == col(CaseRow.id),
            col(RequestRow.department_tag) == tag_of(work, reader.department),
            col(RequestRow.state) != RequestState.CANCELLED,
        )
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
        conditions.append(col(CaseRow.reference).contains(wanted.reference, autoescape=True))
    if wanted.after:
        conditions.append(tuple_(col(CaseRow.opened_at), col(CaseRow.id)) < wanted.after)
    return conditions


async def unrouted_since(work: UnitOfWork, before: datetime) -> Sequence[UUID]:
    """Return the cases opened before a moment that still wait for their route."""
    waiting = col(CaseRow.state) == CaseState.AWAITING_ROUTE
    return (await work.session.exec(select(CaseRow.id).where(waiting, col(CaseRow.opened_at) < before))).all()


async def rows_of(work: UnitOfWork, case_ids: Sequence[UUID]) -> list[CaseRow]:
    """Return the rows of the cases, in their order."""
    found = (await work.session.exec(select(CaseRow).where(col(CaseRow.id).in_(case_ids)))).all()
    by_id = {row.id: row for row in found}
    return [by_id[case_id] for case_id in case_ids]
