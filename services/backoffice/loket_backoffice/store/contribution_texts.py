"""The texts of a contribution request: the question to the department, its draft, what left it."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select, update

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.store.seals import of_case, of_work
from loket_backoffice.store.tables import RequestRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.unit_of_work import Place, UnitOfWork
from loket_shared.failures import PermanentFailure


@dataclass(frozen=True)
class ContributionTexts:
    """What is written on a request; None where nothing is, or where it was not asked for."""

    question: str | None = None
    draft: ContributionText | None = None
    released: ContributionText | None = None
    """The contribution, or why there is none."""


async def write_question(work: UnitOfWork, case_id: UUID, request_id: UUID, question: str) -> None:
    """Keep the front office's own question to the department."""
    await _write(work, of_work(case_id, request_id), request_id, "question", question.encode())


async def write_draft_text(work: UnitOfWork, case_id: UUID, request_id: UUID, text: ContributionText) -> None:
    """Keep the department's draft under its own key, in the place of the one before."""
    await _write(work, of_work(case_id, request_id), request_id, "draft", text.model_dump_json().encode())


async def release_draft(work: UnitOfWork, case_id: UUID, request_id: UUID) -> ContributionText:
    """Seal the draft anew for those who read released contributions, and return it."""
    texts = await read_texts(work, request_id)
    if texts.draft is None:
        raise PermanentFailure("a request without a draft was submitted")
    name = of_case(case_id, Compartment.PARTICIPATION)
    await _write(work, name, request_id, "released", texts.draft.model_dump_json().encode())
    return texts.draft


async def write_refusal(work: UnitOfWork, case_id: UUID, request_id: UUID, reason: str) -> None:
    """Keep why the department does not contribute, for those who would have read its contribution."""
    name = of_case(case_id, Compartment.PARTICIPATION)
    await _write(work, name, request_id, "released", ContributionText(text=reason).model_dump_json().encode())


async def read_texts(work: UnitOfWork, request_id: UUID, *, draft: bool = True) -> ContributionTexts:
    """Return what is written on the request; the ``draft`` only for the department itself."""
    row = (await work.session.exec(select(RequestRow).where(RequestRow.id == request_id))).one()
    question = await _open(work, row.question, request_id, "question")
    return ContributionTexts(
        question=question.decode() if question else None,
        draft=_text(await _open(work, row.draft, request_id, "draft")) if draft else None,
        released=_text(await _open(work, row.released, request_id, "released")),
    )


async def _write(work: UnitOfWork, name: KeyName, request_id: UUID, column: str, value: bytes) -> None:
    sealed = await work.seal(value, name, Place("requests", request_id, column))
    await work.session.exec(update(RequestRow).where(col(RequestRow.id) == request_id).values({column: sealed}))


async def _open(work: UnitOfWork, sealed: bytes | None, request_id: UUID, column: str) -> bytes | None:
    return await work.unseal(sealed, Place("requests", request_id, column)) if sealed else None


def _text(value: bytes | None) -> ContributionText | None:
    return ContributionText.model_validate_json(value) if value else None
