"""Events create pending deliveries, one for each recipient."""

from uuid import UUID

from loket_notifications.domain.notification import Addressee, Contact, NotificationKind, PendingNotification
from loket_notifications.store.deliveries import create_deliveries_to_asker, create_delivery_to_department
from loket_notifications.store.questions import (
    hold_notification,
    insert_question,
    lock_question,
    open_contact,
    store_contact,
    take_held_notifications,
)
from loket_shared.bus.handlers import Handler, Incoming
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.failures import PermanentError
from loket_shared.observability.tracing import current_traceparent
from loket_shared.unit_of_work import UnitOfWork


async def notify_of_receipt(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Store the contact of a new question, confirm receipt, and deliver the notifications that were held for it.

    Raises:
        PermanentError: the event does not say whom to notify.
        ErasedError: the question's keys are destroyed.
    """
    event = incoming.event
    if event.asker is None:
        raise PermanentError("the event does not say whom to tell")
    notifications = [_notification(incoming.id, NotificationKind.RECEIVED)]
    if not await insert_question(work, event.question_id):
        if (await lock_question(work, event.question_id)).erased_at is not None:
            return
        notifications += await take_held_notifications(work, event.question_id)
    contact = Contact(language=event.language, recipients=event.asker.recipients)
    await store_contact(work, event.question_id, contact, event.key_name(Compartment.ASKER))
    await create_deliveries_to_asker(work, event, contact, notifications)


def notify_asker_of(kind: NotificationKind) -> Handler[QuestionEvent]:
    """Return a handler that notifies the asker.

    The notification is held until ``questions.submitted`` has come: topics have no order between them
    (docs/architecture.md#who-owns-what).
    """

    async def handle(work: UnitOfWork, incoming: Incoming[QuestionEvent]) -> None:
        event, notification = incoming.event, _notification(incoming.id, kind)
        question = await lock_question(work, event.question_id)
        if question.erased_at is not None:
            return
        if question.contact is None:
            await hold_notification(work, event.question_id, notification)
        else:
            contact = await open_contact(work, event.question_id, question.contact)
            await create_deliveries_to_asker(work, event, contact, [notification])

    return handle


def notify_department_of(kind: NotificationKind) -> Handler[ContributionEvent]:
    """Return a handler that notifies the functional mailbox of the department.

    The handler raises ``PermanentError`` if the event names no department.
    """

    async def handle(work: UnitOfWork, incoming: Incoming[ContributionEvent]) -> None:
        event = incoming.event
        if event.notice is None:
            raise PermanentError("the event does not say which department to tell")
        addressee = Addressee(question_id=event.notice.question_id, department=event.notice.department)
        await create_delivery_to_department(work, event.request_id, _notification(incoming.id, kind), addressee)

    return handle


def _notification(event_id: str, kind: NotificationKind) -> PendingNotification:
    return PendingNotification(UUID(event_id), kind, current_traceparent())
