"""Take a question in over the API, once under each idempotency key."""

from uuid import UUID

from loket_intake.domain.access import require_asker
from loket_intake.domain.input_errors import require_coming
from loket_intake.domain.marks import Marks
from loket_intake.domain.new_question import NewQuestion
from loket_intake.domain.promise import local_date
from loket_intake.domain.question import Question
from loket_intake.domain.submission import require_asks_for_self
from loket_intake.handlers.record_question import record_question
from loket_intake.store.former_keys import question_under
from loket_intake.store.questions import get_question
from loket_intake.store.sealing import open_question
from loket_shared.failures import ErasedError, InvalidInputError
from loket_shared.idempotency.claims import First, Formerly, Sending, claim, find_first
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def submit_question(
    work: UnitOfWork, principal: Principal, new: NewQuestion, sending: Sending | None = None
) -> Question:
    """Record a new question and tell the others of it; return it with its reference and its promise.

    With a ``sending`` whose key was used in the last 24 hours nothing new is recorded: the question that
    was handed in under it is returned as it stands now.

    Raises:
        Forbidden: the principal hands in no questions.
        InvalidInput: the day by which an answer is needed has passed, or a person asks for another.
        IdempotencyKeyReused: the key was used for something else.
        TooManyRequests: the principal hands in too often.
    """
    require_asker(principal)
    require_asks_for_self(new, principal)
    formerly = _formerly(work, sending, new) if sending else None
    try:
        require_coming("neededBy", new.needed_by, local_date(work.clock.now()))
    except InvalidInputError:
        # The day may have passed since the question was handed in.
        first = await find_first(work, sending, formerly) if sending else None
        if first is None:
            raise
        return await _as_it_stands(work, first)
    question_id = await work.allocate_question_id()
    first = await claim(work, sending, str(question_id), formerly) if sending else None
    return await _as_it_stands(work, first) if first else await record_question(work, principal, new, question_id)


def _formerly(work: UnitOfWork, sending: Sending, new: NewQuestion) -> Formerly:
    marks = Marks(work.vault.pseudonym)
    key = marks.former_idempotency_key(sending.principal, sending.key)
    return Formerly(key, marks.former_fingerprint(new.model_dump(mode="json")))


async def _as_it_stands(work: UnitOfWork, first: First) -> Question:
    question_id = UUID(first.subject) if first.subject else await question_under(work, first.key)
    row = await get_question(work.session, question_id)
    if row is None:
        raise ErasedError
    return await open_question(work, row)
