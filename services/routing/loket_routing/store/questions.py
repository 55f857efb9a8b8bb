"""Questions: what their routes rest on."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select

from loket_routing.domain.question import Question
from loket_routing.store.tables import QuestionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.db.unit_of_work import Place, UnitOfWork


async def lock_question(work: UnitOfWork, event: QuestionEvent) -> QuestionRow:
    """Return the row of the event's question, made now where there was none, locked until the transaction ends.

    There is no order between topics; under the lock each fact sees all that came before it.
    """
    first = insert(QuestionRow).values(question_id=event.question_id, reference=event.reference)
    await work.session.exec(first.on_conflict_do_nothing())
    by_id = select(QuestionRow).where(QuestionRow.question_id == event.question_id)
    return (await work.session.exec(by_id.with_for_update())).one()


async def find_question(work: UnitOfWork, reference: str) -> QuestionRow | None:
    """Return the row of ``reference``, or None."""
    return (await work.session.exec(select(QuestionRow).where(QuestionRow.reference == reference))).one_or_none()


async def keep_question(work: UnitOfWork, row: QuestionRow, question: Question) -> None:
    """Seal ``question`` into its row."""
    row.content = await work.seal_model(
        question, KeyName(row.question_id, Compartment.QUESTION), _place(row.question_id)
    )


async def open_question(work: UnitOfWork, row: QuestionRow) -> Question | None:
    """Return the question, or None before its submission came."""
    return None if row.content is None else await work.unseal_model(Question, row.content, _place(row.question_id))


def _place(question_id: UUID) -> Place:
    return Place("questions", question_id, "content")
