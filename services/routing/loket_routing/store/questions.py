"""Questions: what their routes rest on."""

from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.deciding.question import Question
from loket_routing.store.participant_tags import tag_of
from loket_routing.store.tables import QuestionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.principal import Principal
from loket_shared.unit_of_work import Place, UnitOfWork

# What handles an event is a hot path: it goes past the object mapper. Where the row is there already
# nothing changes in it, and it is locked all the same.
_LOCK = """
    INSERT INTO questions AS question (question_id, reference) VALUES ($1, $2)
    ON CONFLICT (question_id) DO UPDATE SET reference = question.reference
    RETURNING question_id, reference, content, asked_at, withdrawn_at, erased_at
"""
_LOOK_UP = """
    SELECT question_id, participants FROM questions
    WHERE reference = $1 AND erased_at IS NULL AND participants <> '{}'
"""
_SAVE = """
    UPDATE questions SET content = $2, asked_at = $3, withdrawn_at = $4, erased_at = $5 WHERE question_id = $1
"""


class IndexedQuestion(NamedTuple):
    """A question that was decided; ``member``: the reader's department takes part."""

    question_id: UUID
    member: bool


async def lock_question(work: UnitOfWork, event: QuestionEvent) -> QuestionRow:
    """Return the row of the event's question, made now where there was none, locked until the transaction ends.

    There is no order between topics; under the lock each fact sees all that came before it. What is
    changed in the row must be saved.
    """
    return QuestionRow(**await work.driver.fetchrow(_LOCK, event.question_id, event.reference))


async def lock_known(work: UnitOfWork, question_id: UUID) -> None:
    """Hold the row of a question that is there until the transaction ends."""
    await work.driver.execute("SELECT FROM questions WHERE question_id = $1 FOR UPDATE", question_id)


async def save_question(work: UnitOfWork, row: QuestionRow) -> None:
    """Write a locked row down."""
    await work.driver.execute(_SAVE, row.question_id, row.content, row.asked_at, row.withdrawn_at, row.erased_at)


async def look_up(work: UnitOfWork, reader: Principal, reference: str) -> IndexedQuestion | None:
    """Return the question of ``reference``, seen by ``reader``; None where nothing is decided, or it is erased.

    It is enough for the policy, so nothing is opened for who may not see the decision.
    """
    found = await work.driver.fetchrow(_LOOK_UP, reference)
    if found is None:
        return None
    question_id = found["question_id"]
    own = tag_of(work, question_id, reader.department) if reader.department else None
    return IndexedQuestion(question_id, member=own in found["participants"])


async def keep_question(work: UnitOfWork, row: QuestionRow, question: Question) -> None:
    """Seal ``question`` into its row, and write that down."""
    name = KeyName(row.question_id, Compartment.QUESTION)
    row.content = await work.seal_model(question, name, question_place(row.question_id))
    await save_question(work, row)


async def open_question(work: UnitOfWork, row: QuestionRow) -> Question | None:
    """Return the question, or None before its submission came."""
    place = question_place(row.question_id)
    return None if row.content is None else await work.unseal_model(Question, row.content, place)


async def texts_of(work: UnitOfWork, question_id: UUID) -> dict[str, str]:
    """Return the text of each passage of a question; none where it is erased, or its submission did not come."""
    row = await work.session.get(QuestionRow, question_id)
    question = None if row is None else await open_question(work, row)
    return {} if question is None else {passage.place: passage.text for passage in question.passages}


def question_place(question_id: UUID) -> Place:
    """Return where a question's content lies."""
    return Place("questions", question_id, "content")
