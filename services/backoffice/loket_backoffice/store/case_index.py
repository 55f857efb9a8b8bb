"""Finds one case or request by its clear columns, for the policy, before anything is opened or locked.

One statement gives the same result for a hidden, an erased and a missing case. The sealed facts remain authoritative:
code that loads a case asks the policy again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.case_states import NOT_OVER, CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.store.seals import department_tag
from loket_backoffice.store.tables import CaseRow
from loket_shared.principal import Principal
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


async def unrouted_cases(work: UnitOfWork, before: datetime) -> Sequence[UUID]:
    """Return the cases that were opened before a moment and have no route yet."""
    waiting = col(CaseRow.state) == CaseState.AWAITING_ROUTE
    return (await work.session.exec(select(CaseRow.id).where(waiting, col(CaseRow.opened_at) < before))).all()


async def count_by_state(work: UnitOfWork) -> dict[str, int]:
    """Return the number of cases in each state in which somebody works on them."""
    present = col(CaseRow.state).in_(sorted(NOT_OVER))
    query = select(CaseRow.state, func.count()).where(present).group_by(CaseRow.state)
    return dict((await work.session.exec(query)).all())
