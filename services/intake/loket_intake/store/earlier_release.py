"""Rows of an earlier release: pseudonyms of submitters made from the subject alone, and its idempotency keys.

This module can go once no process of that release runs any more, a day has passed and all pseudonyms are renewed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.shared_parts import Asker
from loket_shared.envelope import open_parts
from loket_shared.unit_of_work import UnitOfWork

_QUESTION = "SELECT question_id FROM idempotency_keys WHERE key = $1"
_FORGET = "DELETE FROM idempotency_keys WHERE question_id = $1"
_WAITING = """
    SELECT id FROM questions WHERE handed_in_by IS NOT NULL AND submitter IS NULL AND id > $1 ORDER BY id LIMIT $2
"""
_LOCK = """
    SELECT reference, person IS NOT NULL AS names_person FROM questions
    WHERE id = $1 AND submitter IS NULL AND erased_at IS NULL FOR UPDATE
"""
_RENEW = """
    UPDATE questions SET submitter = $2, handed_in_by = NULL, address = coalesce($5, address),
                         institution = CASE WHEN institution IS NOT NULL THEN $3 END,
                         person = CASE WHEN person IS NOT NULL THEN coalesce($4, person) END
    WHERE id = $1
"""
_EVENTS = "SELECT key, id, data FROM outbox WHERE key = ANY($1) AND type = $2"
_ACTOR = """
    SELECT actor FROM audit_records WHERE object = $1 AND action IN ('question.submitted', 'submit-question')
    ORDER BY position LIMIT 1
"""


class FormerQuestion(NamedTuple):
    """A question with a pseudonym of the earlier release; ``names_person``: a client named the asker."""

    reference: str
    names_person: bool


class SubmittedEvent(NamedTuple):
    """The event of a submission, as it was published."""

    event_id: UUID
    data: bytes


async def question_of_key(work: UnitOfWork, key: str) -> UUID:
    """Return the question that was submitted under an idempotency key, which is given as its pseudonym."""
    question_id: UUID = await work.driver.fetchval(_QUESTION, key)
    return question_id


async def delete_former_keys(work: UnitOfWork, question_id: UUID) -> None:
    """Delete the idempotency keys under which a question was submitted."""
    await work.driver.execute(_FORGET, question_id)


async def list_former_questions(work: UnitOfWork, after: UUID, limit: int) -> Sequence[UUID]:
    """Return the ids after ``after`` of questions whose submitter has a pseudonym of the earlier release."""
    return [row["id"] for row in await work.driver.fetch(_WAITING, after, limit)]


async def lock_former_question(work: UnitOfWork, question_id: UUID) -> FormerQuestion | None:
    """Lock the question until the transaction ends; return None if it was renewed or erased meanwhile."""
    row = await work.driver.fetchrow(_LOCK, question_id)
    return FormerQuestion(*row) if row else None


async def renew_ownership(
    work: UnitOfWork, question_id: UUID, submitter: str, institution: str, person: str | None, address: str | None
) -> None:
    """Replace the pseudonyms of a question; an institution or a person that has none gets none."""
    await work.driver.execute(_RENEW, question_id, submitter, institution, person, address)


async def submitted_events_of(work: UnitOfWork, question_ids: Sequence[UUID]) -> Mapping[UUID, SubmittedEvent]:
    """Return the event of each question's submission."""
    rows = await work.driver.fetch(_EVENTS, question_ids, QuestionSubmitted.TYPE)
    return {row["key"]: SubmittedEvent(row["id"], row["data"]) for row in rows}


async def asker_of(work: UnitOfWork, event: SubmittedEvent) -> Asker:
    """Return the asker in the event.

    Raises:
        ErasedError: the question's keys are destroyed.
        PermanentError: the event cannot be read.
    """
    parts = await open_parts(str(event.event_id), event.data, work.sealer)
    return Asker.model_validate(parts["asker"])


async def audited_submitter(work: UnitOfWork, reference: str) -> str | None:
    """Return the actor of the question's submission in the audit trail."""
    actor: str | None = await work.driver.fetchval(_ACTOR, reference)
    return actor
