"""Contribution requests: the record of each, and its texts, sealed under a key of its own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect
from sqlmodel import col, select, update

from loket_backoffice.domain.contributions import ContributionRequest, ContributionText
from loket_backoffice.store.seals import Content, case_key, department_tag, open_all, seal_all, work_key
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import Place, UnitOfWork

_REQUEST = TypeAdapter(ContributionRequest)

_LOAD = "SELECT id, case_id, record FROM requests WHERE case_id = ANY($1)"


async def load_requests(work: UnitOfWork, case_ids: Sequence[UUID]) -> dict[UUID, list[ContributionRequest]]:
    """Return the requests of each case, oldest first; those whose keys are destroyed are left out.

    Of requests made at one moment, those to open departments come first, by name, because ids are random.
    """
    rows = await work.driver.fetch(_LOAD, case_ids)
    records = await open_all(work, [(record, _record_place(request_id)) for request_id, _, record in rows])
    requests: dict[UUID, list[ContributionRequest]] = defaultdict(list)
    for (_, case_id, _), record in zip(rows, records, strict=True):
        if record is not None:
            requests[case_id].append(_REQUEST.validate_json(record))
    for found in requests.values():
        found.sort(key=_place)
    return requests


def _place(request: ContributionRequest) -> tuple[datetime, bool, str]:
    return request.requested_at, request.covert, request.department


async def add_requests(work: UnitOfWork, case_id: UUID, requests: Sequence[ContributionRequest]) -> None:
    """Store new requests."""
    for request, record in zip(requests, await _seal_records(work, case_id, requests), strict=True):
        work.session.add(
            RequestRow(
                id=request.id,
                case_id=case_id,
                department_tag=department_tag(work, request.department),
                state=request.state,
                version=request.version,
                requested_at=request.requested_at,
                record=record,
            )
        )
    await work.session.flush()


async def save_requests(work: UnitOfWork, case_id: UUID, requests: Sequence[ContributionRequest]) -> None:
    """Store changed requests."""
    for request, record in zip(requests, await _seal_records(work, case_id, requests), strict=True):
        values = {
            "state": request.state,
            "version": request.version,
            "ended_at": request.ended_at,
            "record": record,
        }
        await work.session.exec(update(RequestRow).where(col(RequestRow.id) == request.id).values(values))


async def _seal_records(work: UnitOfWork, case_id: UUID, requests: Sequence[ContributionRequest]) -> list[bytes]:
    return await seal_all(
        work,
        [Content(_REQUEST.dump_json(r), work_key(case_id, r.id), _record_place(r.id)) for r in requests],
    )


def _record_place(request_id: UUID) -> Place:
    return Place("requests", request_id, "record")


async def ids_of_department(work: UnitOfWork, department: str, reference: str | None = None) -> Sequence[UUID]:
    """Return the ids of all requests that the department ever had; with a reference, only those on that question."""
    query = select(RequestRow.id).where(RequestRow.department_tag == department_tag(work, department))
    if reference is not None:
        query = query.where(col(RequestRow.case_id) == _case_of(reference))
    return (await work.session.exec(query)).all()


def _case_of(reference: str) -> ScalarSelect[UUID]:
    return select(CaseRow.id).where(CaseRow.reference == reference).scalar_subquery()


@dataclass(frozen=True)
class ContributionTexts:
    """The texts of a request; None if there is none, or if it was not asked for."""

    question: str | None = None
    draft: ContributionText | None = None
    released: ContributionText | None = None
    """The contribution, or why there is none."""


async def write_request_question(work: UnitOfWork, case_id: UUID, request_id: UUID, question: str) -> None:
    """Store the front office's own question to the department."""
    await _write(work, work_key(case_id, request_id), request_id, "question", question.encode())


async def write_draft_text(work: UnitOfWork, case_id: UUID, request_id: UUID, text: ContributionText) -> None:
    """Store the department's draft under its own key; it replaces the earlier one."""
    await _write(work, work_key(case_id, request_id), request_id, "draft", text.model_dump_json().encode())


async def release_draft(work: UnitOfWork, case_id: UUID, request_id: UUID) -> ContributionText:
    """Seal the draft anew for the readers of released contributions, and return it."""
    texts = (await read_contribution_texts(work, [request_id], drafts_of=[request_id]))[request_id]
    if texts.draft is None:
        raise PermanentError("a request without a draft was submitted")
    name = case_key(case_id, Compartment.PARTICIPATION)
    await _write(work, name, request_id, "released", texts.draft.model_dump_json().encode())
    return texts.draft


async def write_refusal(work: UnitOfWork, case_id: UUID, request_id: UUID, reason: str) -> None:
    """Store the reason for declining, for the readers of the contribution."""
    name = case_key(case_id, Compartment.PARTICIPATION)
    await _write(work, name, request_id, "released", ContributionText(text=reason).model_dump_json().encode())


async def read_contribution_texts(
    work: UnitOfWork, request_ids: Collection[UUID], drafts_of: Collection[UUID]
) -> dict[UUID, ContributionTexts]:
    """Return the texts of each request; drafts only of those in ``drafts_of``."""
    rows = (await work.session.exec(select(RequestRow).where(col(RequestRow.id).in_(request_ids)))).all()
    return {row.id: await _read_texts(work, row, draft=row.id in drafts_of) for row in rows}


async def _read_texts(work: UnitOfWork, row: RequestRow, *, draft: bool) -> ContributionTexts:
    question = await _open(work, row.question, row.id, "question")
    return ContributionTexts(
        question=question.decode() if question else None,
        draft=_text(await _open(work, row.draft, row.id, "draft")) if draft else None,
        released=_text(await _open(work, row.released, row.id, "released")),
    )


async def _write(work: UnitOfWork, name: KeyName, request_id: UUID, column: str, value: bytes) -> None:
    sealed = await work.seal(value, name, Place("requests", request_id, column))
    await work.session.exec(update(RequestRow).where(col(RequestRow.id) == request_id).values({column: sealed}))


async def _open(work: UnitOfWork, sealed: bytes | None, request_id: UUID, column: str) -> bytes | None:
    return await work.unseal(sealed, Place("requests", request_id, column)) if sealed else None


def _text(value: bytes | None) -> ContributionText | None:
    return ContributionText.model_validate_json(value) if value else None
