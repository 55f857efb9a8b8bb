"""Whose work a record was about that this service could not handle."""

from loket_shared.bus.dead_letters.letter import DeadLetter
from loket_shared.bus.dead_letters.listing import kept_copy
from loket_shared.bus.received import Received
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.topics import Topic
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.envelope import open_event
from loket_shared.failures import Erased, PermanentFailure


async def owner_of_dead_letter(work: UnitOfWork, letter: DeadLetter) -> str | None:
    """Return the department whose contribution the record was about.

    None where it was about none, and where the record cannot be opened: then nobody, this service
    included, can tell a department from it.
    """
    if letter.topic != Topic.CONTRIBUTIONS:
        return None
    copy = await kept_copy(work.session, letter.id)
    if copy is None:
        return None
    try:
        event = await open_event(Received.of(copy).envelope, work.sealer)
    except (Erased, PermanentFailure):
        return None
    return event.notice.department if isinstance(event, ContributionEvent) and event.notice else None
