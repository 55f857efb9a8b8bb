"""The asker added something, which may be what the desk waited for, or consent."""

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.facts import Supplemented
from loket_backoffice.handlers.parts import part_of
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.store.cases import lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.db.unit_of_work import UnitOfWork


async def record_supplement(incoming: Incoming[QuestionSupplemented], work: UnitOfWork) -> None:
    """Record the supplement on the case."""
    event = incoming.event
    supplement = part_of(event.supplement)
    fact = Supplemented(
        at=event.supplemented_at,
        version=event.version,
        text=supplement.text,
        consent=supplement.consent_to_share,
    )
    case = await lock_or_create_case(work, event.question_id, event.reference)
    await record_fact(work, case, fact)
    answer, text = await read_answer(work, case.id)
    if answer.state is AnswerState.SUBMITTED:
        await write_answer(work, case.id, answer.revisit(), text)
