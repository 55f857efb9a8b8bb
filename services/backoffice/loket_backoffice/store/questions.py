"""The question and its asker, as they were submitted."""

from datetime import datetime

from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.seals import Content, case_key, seal_all
from loket_backoffice.store.tables import CaseRow
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.shared_parts import Asker, QuestionContent
from loket_shared.contracts.texts import Language
from loket_shared.failures import NotFoundError
from loket_shared.unit_of_work import Place, UnitOfWork


async def write_question(
    work: UnitOfWork, stored: StoredCase, question: QuestionContent, asker: Asker, language: Language, at: datetime
) -> None:
    """Seal the question and, apart, the asker into the case's row; the row is saved with the change."""
    row = stored.row
    asked, person = case_key(row.id, Compartment.QUESTION), case_key(row.id, Compartment.ASKER)
    contents = [
        Content(question.model_dump_json().encode(), asked, _place(row, "question")),
        Content(asker.model_dump_json().encode(), person, _place(row, "asker")),
    ]
    row.language, row.opened_at = language, at
    row.question, row.asker = await seal_all(work, contents)


async def read_question(work: UnitOfWork, row: CaseRow) -> QuestionContent:
    """Return the question.

    Raises:
        NotFoundError: the submission has not come.
        ErasedError: the keys are destroyed.
    """
    if row.question is None:
        raise NotFoundError
    return await work.unseal_model(QuestionContent, row.question, _place(row, "question"))


async def read_asker(work: UnitOfWork, row: CaseRow) -> Asker:
    """Return the person who asks; raises as ``read_question``."""
    if row.asker is None:
        raise NotFoundError
    return await work.unseal_model(Asker, row.asker, _place(row, "asker"))


def _place(row: CaseRow, column: str) -> Place:
    return Place("cases", row.id, column)
