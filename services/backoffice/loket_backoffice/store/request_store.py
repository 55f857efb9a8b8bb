"""Contribution requests: the record of each, sealed under its own key."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect
from sqlmodel import col, select, update

from loket_backoffice.domain.contributions import Request
from loket_backoffice.store.department_tags import tag_of
from loket_backoffice.store.seals import Content, of_work, open_all, seal_all
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.unit_of_work import Place, UnitOfWork

_ADAPTER = TypeAdapter(Request)

_RECORDS = "SELECT id, case_id, record FROM requests WHERE case_id = ANY($1)"


async def load_requests(work: UnitOfWork, case_ids: Sequence[UUID]) -> dict[UUID, list[Request]]:
    """Return the requests of each case, oldest first; those whose keys are destroyed are left out.

    Of those asked at one moment the open departments come first, by name: ids are random.
    """
    rows = await work.driver.fetch(_RECORDS, case_ids)
    records = await open_all(work, [(record, _record_of(request_id)) for request_id, _, record in rows])
    requests: dict[UUID, list[Request]] = defaultdict(list)
    for (_, case_id, _), record in zip(rows, records, strict=True):
        if record is not None:
            requests[case_id].append(_ADAPTER.validate_json(record))
    for found in requests.values():
        found.sort(key=_place)
    return requests


def _place(request: Request) -> tuple[datetime, bool, str]:
    return request.requested_at, request.covert, request.department


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


def _case(reference: str) -> ScalarSelect[UUID]:
    return select(CaseRow.id).where(CaseRow.reference == reference).scalar_subquery()
