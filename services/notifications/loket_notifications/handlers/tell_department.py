"""Work waits for a department, or is about to be late: tell its functional mailbox."""

from loket_notifications.domain.addressee import Addressee
from loket_notifications.domain.occasions import Occasion
from loket_notifications.handlers.received import news_from
from loket_notifications.handlers.write_letters import write_to_department
from loket_shared.bus.handlers import Handler, Incoming
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


def tell_department(occasion: Occasion) -> Handler[ContributionEvent]:
    """Return a handler that writes to the department on ``occasion``.

    The handler raises ``PermanentFailure`` where the event does not say which department.
    """

    async def handle(incoming: Incoming[ContributionEvent], work: UnitOfWork) -> None:
        event = incoming.event
        if event.notice is None:
            raise PermanentError("the event does not say which department to tell")
        addressee = Addressee(question_id=event.notice.question_id, department=event.notice.department)
        await write_to_department(event.request_id, addressee, news_from(incoming.id, occasion), work)

    return handle
