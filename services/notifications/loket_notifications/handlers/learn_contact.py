"""A question was submitted: learn whom to tell, confirm receipt, and write what had to wait."""

from uuid import UUID

from loket_notifications.domain.contact import Contact
from loket_notifications.domain.news import News
from loket_notifications.domain.occasions import Occasion
from loket_notifications.handlers.received import news_from
from loket_notifications.handlers.write_letters import write_to_asker
from loket_notifications.store.questions import keep_contact, lock_question, take_waiting_news
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import Place, UnitOfWork


def place_of_contact(question_id: UUID) -> Place:
    """Return where it is kept whom to tell about a question."""
    return Place("questions", question_id, "contact")


async def learn_contact(incoming: Incoming[QuestionSubmitted], work: UnitOfWork) -> None:
    """Keep whom to tell, sealed, and tell them everything known so far.

    Raises:
        PermanentFailure: the event does not say whom to tell.
        Erased: the question's keys are destroyed.
    """
    event = incoming.event
    if event.asker is None:
        raise PermanentError("the event does not say whom to tell")
    question = await lock_question(work, event.question_id)
    if question.erased_at is not None:
        return
    contact = Contact(language=event.language, recipients=event.asker.recipients)
    sealed = await work.seal_model(contact, event.key_name(Compartment.ASKER), place_of_contact(event.question_id))
    await keep_contact(work, event.question_id, sealed)
    await write_to_asker(event, contact, news_from(incoming.id, Occasion.RECEIVED), work)
    for waited in await take_waiting_news(work, event.question_id):
        news = News(waited.event_id, Occasion(waited.occasion), waited.traceparent)
        await write_to_asker(event, contact, news, work)
