"""Show a question to who may see it, as far as that goes."""

from loket_intake.domain.access import Sight
from loket_intake.domain.outline import Outline, outline_of
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import find_in_sight
from loket_intake.store.sealing import open_question
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_question(work: UnitOfWork, principal: Principal, reference: str) -> Question | Outline:
    """Return the question to its own asker, its outline to the institution's coordinator.

    Raises:
        NotFound: for everybody else.
        Erased: its keys are destroyed.
    """
    row, sight = await find_in_sight(work, principal, reference)
    question = await open_question(work, row)
    await work.audit(principal, "read-question" if sight is Sight.CONTENT else "read-outline", reference)
    return question if sight is Sight.CONTENT else outline_of(question)
