"""Finds whose request a record is about, for the readers of dead letters."""

from uuid import UUID

from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_index import tag_of_request
from loket_backoffice.store.seals import department_tag
from loket_shared.bus.dead_letters.access import NOT_KNOWN_YET
from loket_shared.contracts.topics import Topic
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.unit_of_work import UnitOfWork


async def owner_of_record(work: UnitOfWork, record: StoredRecord) -> str | None:
    """Return the covert department whose request the record is about; None if it is about no such request.

    A mail about an unknown request exists for nobody.
    """
    received = ReceivedRecord.of(record)
    if record.topic != Topic.NOTIFICATIONS or received.envelope.subject != received.key:
        return None
    tag = await tag_of_request(work, UUID(received.key))
    if tag is None:
        return NOT_KNOWN_YET
    return next((code for code in sorted(covert_departments()) if department_tag(work, code) == tag), None)
