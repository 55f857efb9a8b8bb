"""Whose work a record was about that this service could not handle."""

from uuid import UUID

from loket_notifications.handlers.owner_of_record import owner_of_record
from loket_notifications.store.covert_tags import covert_owner, tag_for
from loket_notifications.store.dead_letter_owners import Untagged, keep_tag, letters_without_tag, tag_of
from loket_shared.bus.dead_letters.access import NOT_KNOWN_YET
from loket_shared.bus.dead_letters.store import kept_copy
from loket_shared.unit_of_work import UnitOfWork

AT_ONCE = 100
_FIRST = UUID(int=0)


async def owner_of_dead_letter(work: UnitOfWork, letter_id: UUID) -> str | None:
    """Return the covert department whose work the record was about; None where it was no covert one's."""
    tag = await tag_of(work, letter_id)
    return covert_owner(work, letter_id, tag) if tag else NOT_KNOWN_YET


async def tag_dead_letters(work: UnitOfWork) -> None:
    """Write down whose the dead letters are that came since the last time; until then they exist for nobody."""
    after = _FIRST
    while waiting := await letters_without_tag(work, after, AT_ONCE):
        for letter in waiting:
            await keep_tag(work, letter.id, tag_for(work, letter.id, await _department(work, letter)))
        after = waiting[-1].id


async def _department(work: UnitOfWork, letter: Untagged) -> str | None:
    copy = await kept_copy(work.session, letter.id) if letter.of_department else None
    return await owner_of_record(work, copy) if copy else None
