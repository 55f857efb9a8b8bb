"""Contribution requests: the record of each, and its texts, sealed under a key of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect
from sqlmodel import col, select, update

from loket_backoffice.domain.contributions import ContributionRequest, ContributionText
from loket_backoffice.store.seals import Content, case_key, department_tag, work_key
from loket_backoffice.store.tables import CaseRow, RequestRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import Place, UnitOfWork

_REQUEST = TypeAdapter(ContributionRequest)


def in_order(requests: Iterable[ContributionRequest]) -> tuple[ContributionRequest, ...]:
    """Return the requests of a case, oldest first.

    Of requests made at one moment, those to open departments come first, by name, because ids are random.
    """
    return tuple(sorted(requests, key=_moment_and_department))


def _moment_and_department(request: ContributionRequest) -> tuple[datetime, bool, str]:
    return request.requested_at, request.covert, request.department


def row_of_request(work: UnitOfWork, request: ContributionRequest, record: bytes) -> tuple[object, ...]:
    """Return the columns of ``request``, with its sealed ``record``."""
    tag = department_tag(work, request.department)
    return request.id, tag, request.state, request.version, request.requested_at, request.ended_at, record


def content_of_record(case_id: UUID, request: ContributionRequest) -> Content:
    """Return the record of ``request``, to be sealed for its row."""
    return Content(_REQUEST.dump_json(request), work_key(case_id, request.id), place_of_record(request.id))


def place_of_record(request_id: UUID) -> Place:
    """Return the place of a request's record."""
    return Place("requests", request_id, "record")


def read_record(record: bytes) -> ContributionRequest:
    """Return the request in an opened record."""
    return _REQUEST.validate_json(record)


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
