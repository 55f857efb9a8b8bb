"""Show a question to who may see it, as far as that goes."""

from loket_intake.domain.access import Sight
from loket_intake.domain.outline import Outline, outline_of
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import find_in_sight
from loket_intake.store.sealing import open_question
from loket_intake.store.tables import QuestionRow
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_question(work: UnitOfWork, principal: Principal, reference: str) -> Question | Outline:
    """Return the question to its own asker, its outline to the institution's coordinator.

    Raises:
        NotFound: for everybody else.
        Erased: its keys are destroyed.
    """
    row, sight = await find_in_sight(work, principal, reference)
    if sight is Sight.CONTENT:
        return await _read_own(work, principal, row)
    outline = outline_of(await open_question(work, row))
    await work.audit(principal, "read-outline", reference)
    return outline


async def read_own_question(work: UnitOfWork, principal: Principal, reference: str) -> Question:
    """Return the question to its own asker; raises as ``read_question``, NotFound for a coordinator too."""
    row, _ = await find_in_sight(work, principal, reference, Sight.CONTENT)
    return await _read_own(work, principal, row)


async def _read_own(work: UnitOfWork, principal: Principal, row: QuestionRow) -> Question:
    question = await open_question(work, row)
    await work.audit(principal, "read-question", question.reference)
    return question
