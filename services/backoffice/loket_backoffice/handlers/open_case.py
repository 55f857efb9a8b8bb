"""Opens the case of a new question at once, so that the clocks run even if routing does not."""

from loket_backoffice.domain.facts import Submitted
from loket_backoffice.handlers.save_and_publish import record_and_publish, require_part
from loket_backoffice.store.cases import lock_or_create_case
from loket_backoffice.store.questions import write_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.unit_of_work import UnitOfWork


async def open_case(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Store the question, open the case and publish ``cases.opened``."""
    event = incoming.event
    question, asker = require_part(event.question), require_part(event.asker)
    stored = await lock_or_create_case(work, event.question_id, event.reference)
    await write_question(work, stored, question, asker, event.language, event.submitted_at)
    await record_and_publish(work, stored, Submitted(at=event.submitted_at, consent=question.consent_to_share))
    await work.publish(CaseOpened(question_id=event.question_id, reference=event.reference, opened_at=work.clock.now()))
