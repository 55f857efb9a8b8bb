"""Contribution requests: the record of each, sealed under its own key."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect
from sqlmodel import col, select, update

from loket_backoffice.domain.contributions import Request
from loket_backoffice.store.department_tags import tag_of
from loket_backoffice.store.seals import Content, of_work, open_all, seal_all
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.db.unit_of_work import Place, UnitOfWork

_ADAPTER = TypeAdapter(Request)

_RECORDS = "SELECT id, case_id, record FROM requests WHERE case_id = ANY($1) ORDER BY id"


async def load_requests(work: UnitOfWork, case_ids: Sequence[UUID]) -> dict[UUID, list[Request]]:
    """Return the requests of each case, oldest first; those whose keys are destroyed are left out."""
    rows = await work.driver.fetch(_RECORDS, case_ids)
    records = await open_all(work, [(record, _record_of(request_id)) for request_id, _, record in rows])
    requests: dict[UUID, list[Request]] = defaultdict(list)
    for (_, case_id, _), record in zip(rows, records, strict=True):
        if record is not None:
            requests[case_id].append(_ADAPTER.validate_json(record))
    return requests


async def case_of(work: UnitOfWork, request_id: UUID) -> UUID | None:
    """Return the id of the case that a request belongs to."""
    return (await work.session.exec(select(RequestRow.case_id).where(RequestRow.id == request_id))).one_or_none()


async def add_requests(work: UnitOfWork, case_id: UUID, requests: Sequence[Request]) -> None:
    """Store new requests."""
    for request, record in zip(requests, await _sealed(work, case_id, requests), strict=True):
        work.session.add(
            RequestRow(
                id=request.id,
                case_id=case_id,
                department_tag=tag_of(work, request.department),
                state=request.state,
                version=request.version,
                requested_at=request.requested_at,
                record=record,
            )
        )
    await work.session.flush()


async def save_requests(work: UnitOfWork, case_id: UUID, requests: Sequence[Request]) -> None:
    """Store requests as they are now."""
    for request, record in zip(requests, await _sealed(work, case_id, requests), strict=True):
        values = {
            "state": request.state,
            "version": request.version,
            "ended_at": request.ended_at,
            "record": record,
        }
        await work.session.exec(update(RequestRow).where(col(RequestRow.id) == request.id).values(values))


async def _sealed(work: UnitOfWork, case_id: UUID, requests: Sequence[Request]) -> list[bytes]:
    return await seal_all(
        work,
        [Content(_ADAPTER.dump_json(r), of_work(case_id, r.id), _record_of(r.id)) for r in requests],
    )


def _record_of(request_id: UUID) -> Place:
    return Place("requests", request_id, "record")


async def ids_of_department(work: UnitOfWork, department: str, reference: str | None = None) -> Sequence[UUID]:
    """Return the ids of all requests that the department ever had, on one question only where it is named."""
    query = select(RequestRow.id).where(RequestRow.department_tag == tag_of(work, department))
    if reference is not None:
        query = query.where(col(RequestRow.case_id) == _case(reference))
    return (await work.session.exec(query)).all()


async def ids_on_question(work: UnitOfWork, reference: str, hidden: Collection[str]) -> Sequence[UUID]:
    """Return the ids of the requests on a question, but for those of the ``hidden`` departments."""
    tags = [tag_of(work, code) for code in hidden]
    query = select(RequestRow.id).where(
        col(RequestRow.case_id) == _case(reference), col(RequestRow.department_tag).not_in(tags)
    )
    return (await work.session.exec(query)).all()


def _case(reference: str) -> ScalarSelect[UUID]:
    return select(CaseRow.id).where(CaseRow.reference == reference).scalar_subquery()
