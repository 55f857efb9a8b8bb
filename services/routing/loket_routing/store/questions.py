"""The questions: the parts that their routes rest on, and the tags of their participants.

Tags answer whether one department takes part, and nothing else. A question has as many tags as there are departments,
real ones for the participants. A department's tag differs per question. So a copy of all rows reveals neither the
participants nor their number.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlmodel import col, select

from loket_routing.domain.decide.question import Question
from loket_routing.domain.departments import consultable
from loket_routing.store.active_rule_set import HOLD_ACTIVATIONS
from loket_routing.store.tables import QuestionRow
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.principal import Principal
from loket_shared.unit_of_work import Place, UnitOfWork

# Handling an event is a hot path, so it bypasses the object mapper.
_CREATE = """
    INSERT INTO questions (question_id, reference) VALUES ($1, $2) ON CONFLICT (question_id) DO NOTHING
    RETURNING {also}
"""
_LOCK = """
    SELECT content, asked_at, withdrawn_at, erased_at, {also} FROM questions WHERE question_id = $1 FOR UPDATE
"""
_NOTHING_ELSE = "NULL"
_WITHDRAWN = "UPDATE questions SET withdrawn_at = $2 WHERE question_id = $1"
_ERASED = "UPDATE questions SET erased_at = $2, content = NULL WHERE question_id = $1"
_INDEXED = """
    SELECT question_id, participants FROM questions
    WHERE reference = $1 AND erased_at IS NULL AND participants <> '{}'
"""


class LockedQuestion(NamedTuple):
    """The row of a question, locked; ``created``: this transaction made it, so the question has no history."""

    question_id: UUID
    created: bool
    content: bytes | None = None
    asked_at: datetime | None = None
    withdrawn_at: datetime | None = None
    erased_at: datetime | None = None


class IndexedQuestion(NamedTuple):
    """A question that was decided; ``member``: the reader's department takes part."""

    question_id: UUID
    member: bool


async def lock_question(work: UnitOfWork, event: QuestionEvent) -> LockedQuestion:
    """Return the row of the event's question, created if needed, locked until the transaction ends.

    There is no order between topics; under the lock each event sees all earlier ones.
    """
    return await _lock(work, event, _NOTHING_ELSE)


async def lock_to_decide(work: UnitOfWork, event: QuestionEvent) -> LockedQuestion:
    """Lock as ``lock_question`` does, and let no rule set be activated until the transaction ends."""
    return await _lock(work, event, HOLD_ACTIVATIONS)


async def _lock(work: UnitOfWork, event: QuestionEvent, also: str) -> LockedQuestion:
    question_id = event.question_id
    if await work.driver.fetchrow(_CREATE.format(also=also), question_id, event.reference) is not None:
        return LockedQuestion(question_id, created=True)
    content, asked_at, withdrawn_at, erased_at, _ = await work.driver.fetchrow(_LOCK.format(also=also), question_id)
    return LockedQuestion(question_id, False, content, asked_at, withdrawn_at, erased_at)


async def lock_existing(work: UnitOfWork, question_id: UUID) -> None:
    """Lock the existing row of a question until the transaction ends."""
    await work.driver.execute("SELECT FROM questions WHERE question_id = $1 FOR UPDATE", question_id)


async def mark_withdrawn(work: UnitOfWork, locked: LockedQuestion, at: datetime) -> None:
    """Record that a locked question was withdrawn."""
    await work.driver.execute(_WITHDRAWN, locked.question_id, at)


async def mark_erased(work: UnitOfWork, locked: LockedQuestion, at: datetime) -> None:
    """Remove the content of a locked question; its row stays as a tombstone."""
    await work.driver.execute(_ERASED, locked.question_id, at)


async def find_indexed(work: UnitOfWork, principal: Principal, reference: str) -> IndexedQuestion | None:
    """Return the question ``reference`` for ``principal``; None if nothing is decided or it is erased.

    The policy needs no more, so that nothing is opened for a reader who may not see the decision.
    """
    found = await work.driver.fetchrow(_INDEXED, reference)
    if found is None:
        return None
    question_id = found["question_id"]
    own = _tag_of(work, question_id, principal.department) if principal.department else None
    return IndexedQuestion(question_id, member=own in found["participants"])


async def open_question(work: UnitOfWork, row: LockedQuestion | QuestionRow) -> Question | None:
    """Return the question; None if its submission has not come."""
    place = question_place(row.question_id)
    return None if row.content is None else await work.unseal_model(Question, row.content, place)


async def texts_of(work: UnitOfWork, question_id: UUID) -> dict[str, str]:
    """Return the text of each passage of a question; none if it is erased or its submission has not come."""
    row = await work.session.get(QuestionRow, question_id)
    question = None if row is None else await open_question(work, row)
    return {} if question is None else {passage.place: passage.text for passage in question.passages}


def question_place(question_id: UUID) -> Place:
    """Return the sealing place of a question's content."""
    return Place("questions", question_id, "content")


async def list_newest_asked(work: UnitOfWork, begins: datetime, ends: datetime, most: int) -> Sequence[UUID]:
    """Return at most ``most`` questions asked from ``begins`` until before ``ends``, newest first, without erased ones.

    Only ids, in one query: new and erased questions meanwhile do not shift the rest of the list.
    """
    asked = (
        select(QuestionRow.question_id)
        .where(
            col(QuestionRow.erased_at).is_(None),
            col(QuestionRow.asked_at) >= begins,
            col(QuestionRow.asked_at) < ends,
        )
        .order_by(col(QuestionRow.asked_at).desc(), col(QuestionRow.question_id).desc())
        .limit(most)
    )
    return (await work.session.exec(asked)).all()


def _tag_of(work: UnitOfWork, question_id: UUID, department: str) -> str:
    """Return the tag of ``department`` in the question's row."""
    return work.vault.pseudonym(f"participant {question_id} {department}")


def tags_for(work: UnitOfWork, question_id: UUID, participants: Collection[str]) -> list[str]:
    """Return the tags of a question in which ``participants`` take part, in an order that reveals nothing."""
    return sorted(
        _tag_of(work, question_id, department) if department in participants else work.vault.pseudonym(str(uuid4()))
        for department in consultable()
    )
