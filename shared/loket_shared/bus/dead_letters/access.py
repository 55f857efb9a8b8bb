"""Who may see a dead letter, or a record that waits for its turn.

They are for the operator. A covert department's are for its own approver alone; to the operator they
appear as a notice that says nothing about how many, when or whose.
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
"""Tells which covert department's work a dead letter is about; None where it is no covert one's.

It is asked by the letter's id, before anything is known of the letter, and opens nothing.
"""

RecordOwnerLookup = Callable[[UnitOfWork, StoredRecord], Awaitable[str | None]]
"""Tells which department's work a record that waits is about, as far as a service knows; None for nobody's own."""

NOT_KNOWN_YET = "?"
"""The owner of a letter that came just now: it exists for nobody until its owner is known."""

WITH_OWNER = BilingualText(nl="Eén bericht is bij de eigenaar.", en="One item is with its owner.")

_CHUNK = 100


async def no_owner(_: UnitOfWork, __: object) -> str | None:
    """Say of every dead letter or record that it is nobody's own."""
    return None


def require_dead_letter_reader(reader: Principal, covert: Collection[str]) -> None:
    """Let pass who may see dead letters at all: the operator, and the approver of a ``covert`` department.

    Raises:
        NotFound: for this reader there is no such thing.
    """
    if reader.role != Role.OPERATOR and not (reader.role == Role.APPROVER and reader.department in covert):
        raise NotFoundError


def may_read(reader: Principal, owner: str | None) -> bool:
    """Whether a dead letter or a record about the work of ``owner`` exists for the reader."""
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
    """Yield the dead letters that exist for the reader, oldest first, after ``after``."""
    while chunk := await list_letters(work.session, consumer, after, _CHUNK, which):
        for letter in chunk:
            if may_read(reader, await owner_of(work, letter.id)):
                yield letter
        after = (chunk[-1].recorded_at, chunk[-1].id)


async def count_for_operator(owner_of: OwnerLookup, work: UnitOfWork, consumer: str) -> int:
    """Return how many open dead letters exist for the operator: covert departments' are not among them."""
    count, after = await count_open(work.session, consumer, besides=Topic.CONTRIBUTIONS), None
    which = DeadLetterFilter(DeadLetterState.OPEN, topic=Topic.CONTRIBUTIONS)
    while chunk := await list_letters(work.session, consumer, after, _CHUNK, which):
        count += sum([await owner_of(work, letter.id) is None for letter in chunk])
        after = (chunk[-1].recorded_at, chunk[-1].id)
    return count


async def has_hidden_letters(
    reader: Principal, owner_of: OwnerLookup, work: UnitOfWork, consumer: str, covert: Collection[str]
) -> bool:
    """Return whether the operator must be told that an open letter is with its owner."""
    if reader.role != Role.OPERATOR:
        return False
    letters = await list_letters(work.session, consumer, None, _CHUNK, DeadLetterFilter(DeadLetterState.OPEN))
    return any([await owner_of(work, letter.id) in covert for letter in letters])
