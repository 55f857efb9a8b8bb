"""Finds the covert departments that own deliveries, dead letters and waiting records, and tags their items."""

from uuid import UUID

from loket_notifications.store.covert_owners import (
    UntaggedDeadLetter,
    covert_owner,
    dead_letter_tag,
    dead_letters_without_tag,
    store_dead_letter_tag,
    tag_for,
)
from loket_notifications.store.deliveries import deliveries_without_owner, open_department, store_owner
from loket_shared.bus.dead_letters.access import NOT_KNOWN_YET
from loket_shared.bus.dead_letters.store import kept_copy
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.topics import Topic
from loket_shared.envelope import open_event
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.unit_of_work import UnitOfWork

BATCH = 100
_FIRST = UUID(int=0)


async def find_dead_letter_owner(work: UnitOfWork, letter_id: UUID) -> str | None:
    """Return the covert department that owns a dead letter; None if no covert department does."""
    tag = await dead_letter_tag(work, letter_id)
    return covert_owner(work, letter_id, tag) if tag else NOT_KNOWN_YET


async def owner_of_record(work: UnitOfWork, record: StoredRecord) -> str | None:
    """Return the department whose contribution a record is about.

    None if it is about none, or if the record cannot be opened: then nobody, including this service, can
    find a department in it.
    """
    if record.topic != Topic.CONTRIBUTIONS:
        return None
    try:
        event = await open_event(ReceivedRecord.of(record).envelope, work.sealer)
    except (ErasedError, PermanentError):
        return None
    return event.notice.department if isinstance(event, ContributionEvent) and event.notice else None


async def tag_dead_letters(work: UnitOfWork) -> None:
    """Tag new dead letters; before that they exist for nobody."""
    after = _FIRST
    while batch := await dead_letters_without_tag(work, after, BATCH):
        for letter in batch:
            await store_dead_letter_tag(work, letter.id, tag_for(work, letter.id, await _department(work, letter)))
        after = batch[-1].id


async def tag_deliveries(work: UnitOfWork) -> None:
    """Tag the deliveries of an earlier release; before that they exist for nobody."""
    after = _FIRST
    while batch := await deliveries_without_owner(work, after, BATCH):
        for delivery in batch:
            await store_owner(work, delivery.id, tag_for(work, delivery.id, await open_department(work, delivery)))
        after = batch[-1].id


async def _department(work: UnitOfWork, letter: UntaggedDeadLetter) -> str | None:
    copy = await kept_copy(work.session, letter.id) if letter.of_department else None
    return await owner_of_record(work, copy) if copy else None
