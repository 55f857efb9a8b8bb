"""Take a question in over the API, once under each idempotency key."""

from datetime import timedelta
from uuid import UUID

from loket_intake.domain.access import require_asker
from loket_intake.domain.input_errors import require_coming
from loket_intake.domain.marks import Marks
from loket_intake.domain.new_question import NewQuestion
from loket_intake.domain.promise import local_date
from loket_intake.domain.question import Question
from loket_intake.domain.submission import require_asks_for_self
from loket_intake.handlers.record_question import record_question
from loket_intake.store.idempotency import claim_key
from loket_intake.store.questions import get_question
from loket_intake.store.sealing import open_question
from loket_intake.store.tables import IdempotencyRow
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import Erased
from loket_shared.http.refusals import IdempotencyKeyReused
from loket_shared.identity.principal import Principal

KEY_LIVES = timedelta(hours=24)


async def submit_question(
    work: UnitOfWork, principal: Principal, new: NewQuestion, idempotency_key: str | None = None
) -> Question:
    """Record a new question and tell the others of it; return it with its reference and its promise.

    With an ``idempotency_key`` that was used in the last 24 hours nothing new is recorded: the
    question that was handed in under it is returned as it stands now.

    Raises:
        Forbidden: the principal hands in no questions.
        InvalidInput: the day by which an answer is needed has passed, or a person asks for another.
        IdempotencyKeyReused: the key was used for another question.
        TooManyRequests: the principal hands in too often.
    """
    require_asker(principal)
    require_asks_for_self(new, principal)
    require_coming("neededBy", new.needed_by, local_date(work.clock.now()))
    question_id = await work.draw_question_id()
    if idempotency_key is not None:
        first = await _first_under(work, principal, new, idempotency_key, question_id)
        if first != question_id:
            return await _as_it_stands(work, first)
    return await record_question(work, principal, new, question_id)


async def _first_under(work: UnitOfWork, principal: Principal, new: NewQuestion, key: str, question_id: UUID) -> UUID:
    """Return the question that was first handed in under ``key``: ``question_id`` if that is this one."""
    marks, now = Marks(work.vault.pseudonym), work.clock.now()
    row = IdempotencyRow(
        key=marks.idempotency_key(principal, key),
        fingerprint=marks.fingerprint(new.model_dump(mode="json")),
        question_id=question_id,
        expires_at=now + KEY_LIVES,
    )
    claimed = await claim_key(work, row, marks.former_idempotency_key(principal, key), now)
    if claimed.fingerprint != row.fingerprint:
        raise IdempotencyKeyReused
    return claimed.question_id


async def _as_it_stands(work: UnitOfWork, question_id: UUID) -> Question:
    row = await get_question(work.session, question_id)
    if row is None:
        raise Erased
    return await open_question(work, row)
