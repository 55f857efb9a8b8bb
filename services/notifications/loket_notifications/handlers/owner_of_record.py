"""Whose work a record is about that this service did not handle."""

from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.topics import Topic
from loket_shared.envelope import open_event
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.unit_of_work import UnitOfWork


async def owner_of_record(work: UnitOfWork, record: StoredRecord) -> str | None:
    """Return the department whose contribution the record is about.

    None where it is about none, and where the record cannot be opened: then nobody, this service
    included, can tell a department from it.
    """
    if record.topic != Topic.CONTRIBUTIONS:
        return None
    try:
        event = await open_event(ReceivedRecord.of(record).envelope, work.sealer)
    except (ErasedError, PermanentError):
        return None
    return event.notice.department if isinstance(event, ContributionEvent) and event.notice else None
