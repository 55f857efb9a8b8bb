"""Access to dead letters and parked records.

The operator reads them, except those of a covert department: only that department's approver reads these. The operator
sees a notice instead, without their number, their time or the department.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from uuid import UUID

from loket_shared.bus.dead_letters.model import DeadLetter, DeadLetterState
from loket_shared.bus.dead_letters.store import After, DeadLetterFilter, count_open, list_letters
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic
from loket_shared.failures import NotFoundError
from loket_shared.inbox.incoming import StoredRecord
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

WITH_OWNER = BilingualText(nl="Eén bericht is bij de eigenaar.", en="One item is with its owner.")

_CHUNK = 100


async def no_owner(_: UnitOfWork, __: object) -> str | None:
    """Return None: no dead letter or record has an owner."""
    return None


def require_dead_letter_reader(reader: Principal, covert: Collection[str]) -> None:
    """Let only the operator and the approver of a ``covert`` department continue.

    Raises:
        NotFoundError: the reader may not know that dead letters exist.
    """
    if reader.role != Role.OPERATOR and not (reader.role == Role.APPROVER and reader.department in covert):
        raise NotFoundError


def may_read(reader: Principal, owner: str | None) -> bool:
    """Return True if the reader may see a dead letter or a parked record about the work of ``owner``."""
    if owner is not None:
        return reader.role == Role.APPROVER and reader.department == owner
    return reader.role == Role.OPERATOR


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
