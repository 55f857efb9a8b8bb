"""Show a question to who may see it, as far as that goes."""

from loket_intake.domain.access import Visibility
from loket_intake.domain.outline import QuestionMetadata, metadata_of
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import load_visible_question
from loket_intake.store.sealing import open_question
from loket_intake.store.tables import QuestionRow
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_question(work: UnitOfWork, principal: Principal, reference: str) -> Question | QuestionMetadata:
    """Return the question to its own asker, its outline to the institution's coordinator.

    Raises:
        NotFound: for everybody else.
        Erased: its keys are destroyed.
    """
    row, sight = await load_visible_question(work, principal, reference)
    if sight is Visibility.CONTENT:
        return await _read_own(work, principal, row)
    outline = metadata_of(await open_question(work, row))
    await work.audit(principal, "read-outline", reference)
    return outline


async def read_own_question(work: UnitOfWork, principal: Principal, reference: str) -> Question:
    """Return the question to its own asker; raises as ``read_question``, NotFound for a coordinator too."""
    row, _ = await load_visible_question(work, principal, reference, Visibility.CONTENT)
    return await _read_own(work, principal, row)


async def _read_own(work: UnitOfWork, principal: Principal, row: QuestionRow) -> Question:
    question = await open_question(work, row)
    await work.audit(principal, "read-question", question.reference)
    return question
