"""Something happened to a case that its asker must be told of."""

from loket_notifications.domain.contact import Contact
from loket_notifications.domain.occasions import Occasion
from loket_notifications.handlers.learn_contact import place_of_contact
from loket_notifications.handlers.received import news_from
from loket_notifications.handlers.write_letters import write_to_asker
from loket_notifications.store.questions import let_wait, lock_question
from loket_notifications.store.tables import WaitingNews
from loket_shared.bus.handlers import Handler, Incoming
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.unit_of_work import UnitOfWork


def tell_asker(occasion: Occasion) -> Handler[QuestionEvent]:
    """Return a handler that writes to the asker on ``occasion``.

    Where ``questions.submitted`` has not come yet, the news waits for it (design section 2: there is
    no order between topics).
    """

    async def handle(incoming: Incoming[QuestionEvent], work: UnitOfWork) -> None:
        news = news_from(incoming.id, occasion)
        question = await lock_question(work, incoming.event.question_id)
        if question.erased_at is not None:
            return
        if question.contact is not None:
            contact = await work.unseal_model(Contact, question.contact, place_of_contact(question.question_id))
            await write_to_asker(incoming.event, contact, news, work)
            return
        waiting = WaitingNews(
            event_id=news.event_id,
            question_id=question.question_id,
            occasion=occasion,
            traceparent=news.traceparent,
            recorded_at=work.clock.now(),
        )
        await let_wait(work, waiting)

    return handle
