"""The dead letters that a reader may see, by the owner of each (``operations_access``)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from uuid import UUID

from loket_shared.bus.dead_letters.store import (
    After,
    DeadLetter,
    DeadLetterFilter,
    DeadLetterState,
    count_open,
    list_letters,
)
from loket_shared.contracts.topics import Topic
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.operations_access import may_read
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

OwnerLookup = Callable[[UnitOfWork, UUID], Awaitable[str | None]]
"""Returns the covert department whose work a dead letter is about; None if no covert department owns it.

The argument is the id of the dead letter, because the owner must be known before anything is read. Opens no sealed
data.
"""

RecordOwnerLookup = Callable[[UnitOfWork, StoredRecord], Awaitable[str | None]]
"""Returns the department whose work a parked record is about, as far as a service knows; None for no department."""

NOT_KNOWN_YET = "?"
"""The owner of a dead letter that was recorded just now. Nobody may read the dead letter until its owner is known."""

_CHUNK = 100


async def no_owner(_: UnitOfWork, __: object) -> str | None:
    """Return None: no dead letter or record has an owner."""
    return None


async def readable_letters(
    reader: Principal,
    owner_of: OwnerLookup,
    work: UnitOfWork,
    consumer: str,
    which: DeadLetterFilter,
    after: After | None,
) -> AsyncIterator[DeadLetter]:
    """Yield the dead letters that the reader may see, oldest first, starting after ``after``."""
    while chunk := await list_letters(work.session, consumer, after, _CHUNK, which):
        for letter in chunk:
            if may_read(reader, await owner_of(work, letter.id)):
                yield letter
        after = (chunk[-1].recorded_at, chunk[-1].id)


async def count_for_operator(owner_of: OwnerLookup, work: UnitOfWork, consumer: str) -> int:
    """Return the number of open dead letters that the operator may see; those of covert departments are not counted."""
    count, after = await count_open(work.session, consumer, besides=Topic.CONTRIBUTIONS), None
    which = DeadLetterFilter(DeadLetterState.OPEN, topic=Topic.CONTRIBUTIONS)
    while chunk := await list_letters(work.session, consumer, after, _CHUNK, which):
        count += sum([await owner_of(work, letter.id) is None for letter in chunk])
        after = (chunk[-1].recorded_at, chunk[-1].id)
    return count


async def has_hidden_letters(
    reader: Principal, owner_of: OwnerLookup, work: UnitOfWork, consumer: str, covert: Collection[str]
) -> bool:
    """Return True if the operator must see the notice that an open dead letter is with its owner."""
    if reader.role != Role.OPERATOR:
        return False
    letters = await list_letters(work.session, consumer, None, _CHUNK, DeadLetterFilter(DeadLetterState.OPEN))
    return any([await owner_of(work, letter.id) in covert for letter in letters])
