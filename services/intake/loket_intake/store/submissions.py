"""The submitters of questions, from the events and the audit records of their submission."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.shared_parts import Asker
from loket_shared.envelope import open_parts
from loket_shared.unit_of_work import UnitOfWork

_EVENTS = "SELECT key, id, data FROM outbox WHERE key = ANY($1) AND type = $2"
_ACTOR = "SELECT actor FROM audit_records WHERE object = $1 AND action = 'submit-question' ORDER BY position LIMIT 1"


class ToldSubmission(NamedTuple):
    """The event that told of a question, as it was published."""

    event_id: UUID
    data: bytes


async def submissions_of(work: UnitOfWork, question_ids: Sequence[UUID]) -> Mapping[UUID, ToldSubmission]:
    """Return what was told of each question when it was handed in."""
    rows = await work.driver.fetch(_EVENTS, question_ids, QuestionSubmitted.TYPE)
    return {row["key"]: ToldSubmission(row["id"], row["data"]) for row in rows}


async def asker_of(work: UnitOfWork, told: ToldSubmission) -> Asker:
    """Return who handed in.

    Raises:
        Erased: the question's keys are destroyed.
        PermanentFailure: the event cannot be read.
    """
    parts = await open_parts(str(told.event_id), told.data, work.sealer)
    return Asker.model_validate(parts["asker"])


async def actor_of(work: UnitOfWork, reference: str) -> str | None:
    """Return under which name whoever handed the question in stands in the audit trail."""
    actor: str | None = await work.driver.fetchval(_ACTOR, reference)
    return actor
