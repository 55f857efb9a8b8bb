"""Turn news into deliveries: one letter for each addressee."""

from uuid import UUID

from loket_notifications.domain.addressee import Addressee
from loket_notifications.domain.attempts import PATIENCE
from loket_notifications.domain.contact import Contact
from loket_notifications.domain.news import News
from loket_notifications.handlers.see_delivery import place_of_addressee
from loket_notifications.store.covert_tags import tag_for
from loket_notifications.store.deliveries import insert_delivery
from loket_notifications.store.tables import Delivery
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.texts import Language
from loket_shared.db.ids import new_id, random_id
from loket_shared.unit_of_work import UnitOfWork


async def write_to_asker(event: QuestionEvent, contact: Contact, news: News, work: UnitOfWork) -> None:
    """Record a delivery of ``news`` for each recipient, about the question that ``event`` is about.

    Raises:
        Erased: the question's keys are destroyed.
    """
    name = event.key_name(Compartment.ASKER)
    for recipient in contact.recipients:
        addressee = Addressee(question_id=event.question_id, email=recipient.email)
        delivery = await _delivery(new_id(), news, addressee, name, contact.language, work)
        delivery.question_id, delivery.reference = event.question_id, event.reference
        await insert_delivery(work, delivery)


async def write_to_department(request_id: UUID, addressee: Addressee, news: News, work: UnitOfWork) -> None:
    """Record a delivery of ``news`` to a department's functional mailbox, in Dutch; its id tells no time.

    Raises:
        Erased: the question's keys are destroyed.
    """
    name = KeyName(addressee.question_id, Compartment.NOTICE, request_id)
    delivery = await _delivery(random_id(), news, addressee, name, "nl", work)
    delivery.request_id, delivery.owner = request_id, tag_for(work, delivery.id, addressee.department)
    await insert_delivery(work, delivery)


async def _delivery(
    delivery_id: UUID, news: News, addressee: Addressee, name: KeyName, language: Language, work: UnitOfWork
) -> Delivery:
    now = work.clock.now()
    return Delivery(
        id=delivery_id,
        cause_id=news.event_id,
        occasion=news.occasion,
        language=language,
        addressee=await work.seal_model(addressee, name, place_of_addressee(delivery_id)),
        created_at=now,
        due_at=now,
        give_up_at=now + PATIENCE,
        traceparent=news.traceparent,
    )
