"""Records on the case the asker's events after the submission, and the delivery of mails to the asker."""

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.facts import FeedbackGiven, MessageArrived, MessageFailed, Supplemented, Withdrawn
from loket_backoffice.handlers.save_and_publish import record_and_publish, require_part
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.store.cases import has_fact, lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.unit_of_work import UnitOfWork


async def record_supplement(work: UnitOfWork, incoming: Incoming[QuestionSupplemented]) -> None:
    """Record the supplement on the case."""
    event = incoming.event
    supplement = require_part(event.supplement)
    fact = Supplemented(
        at=event.supplemented_at,
        version=event.version,
        text=supplement.text,
        consent=supplement.consent_to_share,
    )
    stored = await lock_or_create_case(work, event.question_id, event.reference)
    await record_and_publish(work, stored, fact)
    answer, text = await read_answer(work, stored.id)
    if answer.state is AnswerState.SUBMITTED:
        await write_answer(work, stored.id, answer.revisit(), text)


async def record_withdrawal(work: UnitOfWork, incoming: Incoming[QuestionWithdrawn]) -> None:
    """Record the withdrawal on the case."""
    event = incoming.event
    fact = Withdrawn(at=event.withdrawn_at, reason=require_part(event.withdrawal).reason)
    await record_and_publish(work, await lock_or_create_case(work, event.question_id, event.reference), fact)


async def record_feedback(work: UnitOfWork, incoming: Incoming[QuestionFeedbackGiven]) -> None:
    """Record the feedback on the case."""
    event = incoming.event
    feedback = require_part(event.feedback)
    fact = FeedbackGiven(at=event.given_at, helpful=feedback.helpful, text=feedback.text)
    await record_and_publish(work, await lock_or_create_case(work, event.question_id, event.reference), fact)


async def record_failure(work: UnitOfWork, incoming: Incoming[NotificationFailed]) -> None:
    """Record on the case that a mail did not reach the asker."""
    event = incoming.event
    stored = await lock_or_create_case(work, require_part(event.question_id), require_part(event.reference))
    details = require_part(event.to_asker)
    fact = MessageFailed(
        at=event.failed_at or incoming.time,
        delivery_id=event.delivery_id,
        occasion=details.occasion or "",
        written_at=details.written_at,
    )
    await record_and_publish(work, stored, fact)


async def record_arrival(work: UnitOfWork, incoming: Incoming[NotificationDelivered]) -> None:
    """Record on the case that a failed mail arrived after all; any other delivery is ignored."""
    event = incoming.event
    question_id = require_part(event.question_id)
    if not await has_fact(work, question_id, "message-failed"):
        return
    stored = await lock_or_create_case(work, question_id, require_part(event.reference))
    if event.delivery_id in {fact.delivery_id for fact in stored.case.facts_of(MessageFailed)}:
        fact = MessageArrived(at=event.delivered_at or incoming.time, delivery_id=event.delivery_id)
        await record_and_publish(work, stored, fact)
