"""Whether events about a case wait to be taken in."""

from uuid import UUID

from loket_shared.contracts.topics import Topic
from loket_shared.inbox.gaps import is_held_up
from loket_shared.unit_of_work import UnitOfWork

_CONSUMER = "loket.backoffice"
_TOPICS = (Topic.QUESTIONS, Topic.ROUTING, Topic.NOTIFICATIONS)
"""Those whose events may have the question's id as their key."""


async def is_case_held_up(work: UnitOfWork, case_id: UUID) -> bool:
    """Return whether an event about the case could not be handled, or is missing, so that others wait."""
    return await is_held_up(work.session, _CONSUMER, _TOPICS, str(case_id))
