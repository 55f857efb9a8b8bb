"""Whose work a record is about that this service did not handle."""

from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.topics import Topic
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.envelope import open_event
from loket_shared.failures import Erased, PermanentFailure
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord


async def owner_of_record(work: UnitOfWork, record: StoredRecord) -> str | None:
    """Return the department whose contribution the record is about.

    None where it is about none, and where the record cannot be opened: then nobody, this service
    included, can tell a department from it.
    """
    if record.topic != Topic.CONTRIBUTIONS:
        return None
    try:
        event = await open_event(ReceivedRecord.of(record).envelope, work.sealer)
    except (Erased, PermanentFailure):
        return None
    return event.notice.department if isinstance(event, ContributionEvent) and event.notice else None
