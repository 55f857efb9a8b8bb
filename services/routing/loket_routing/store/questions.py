"""Questions: what their routes rest on."""

from uuid import UUID

from sqlmodel import select

from loket_routing.domain.deciding.question import Question
from loket_routing.store.tables import QuestionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.db.unit_of_work import Place, UnitOfWork

# What handles an event is a hot path: it goes past the object mapper. Where the row is there already
# nothing changes in it, and it is locked all the same.
_LOCK = """
    INSERT INTO questions AS question (question_id, reference) VALUES ($1, $2)
    ON CONFLICT (question_id) DO UPDATE SET reference = question.reference
    RETURNING question_id, reference, content, asked_at, withdrawn_at, erased_at
"""
_SAVE = """
    UPDATE questions SET content = $2, asked_at = $3, withdrawn_at = $4, erased_at = $5 WHERE question_id = $1
"""


async def lock_question(work: UnitOfWork, event: QuestionEvent) -> QuestionRow:
    """Return the row of the event's question, made now where there was none, locked until the transaction ends.

    There is no order between topics; under the lock each fact sees all that came before it. What is
    changed in the row must be saved.
    """
    return QuestionRow(**await work.driver.fetchrow(_LOCK, event.question_id, event.reference))


async def save_question(work: UnitOfWork, row: QuestionRow) -> None:
    """Write a locked row down."""
    await work.driver.execute(_SAVE, row.question_id, row.content, row.asked_at, row.withdrawn_at, row.erased_at)


async def find_question(work: UnitOfWork, reference: str) -> QuestionRow | None:
    """Return the row of ``reference``, or None."""
    return (await work.session.exec(select(QuestionRow).where(QuestionRow.reference == reference))).one_or_none()


async def keep_question(work: UnitOfWork, row: QuestionRow, question: Question) -> None:
    """Seal ``question`` into its row, and write that down."""
    name = KeyName(row.question_id, Compartment.QUESTION)
    row.content = await work.seal_model(question, name, question_place(row.question_id))
    await save_question(work, row)


async def open_question(work: UnitOfWork, row: QuestionRow) -> Question | None:
    """Return the question, or None before its submission came."""
    place = question_place(row.question_id)
    return None if row.content is None else await work.unseal_model(Question, row.content, place)


def question_place(question_id: UUID) -> Place:
    """Return where a question's content lies."""
    return Place("questions", question_id, "content")
