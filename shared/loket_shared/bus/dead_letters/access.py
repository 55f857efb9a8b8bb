"""Who may see a dead letter, or a record that waits for its turn.

They are for the operator. A covert department's are for its own approver alone; to the operator they
appear as a notice that says nothing about how many, when or whose.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from loket_shared.bus.dead_letters.letter import DeadLetter, LetterState
from loket_shared.bus.dead_letters.listing import After, LetterFilter, kept_copy, list_letters
from loket_shared.bus.received import StoredRecord
from loket_shared.contracts import codelists
from loket_shared.contracts.texts import Text
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal, Role

if TYPE_CHECKING:
    from loket_shared.db.unit_of_work import UnitOfWork

Copy = Callable[[], Awaitable[StoredRecord | None]]
"""Returns the copy that was kept of a record, if there is one."""

OwnerOf = Callable[["UnitOfWork", str, Copy], Awaitable[str | None]]
"""Tells which department's work a record of a topic is about, as far as a service knows; None for nobody's own."""

WITH_OWNER = Text(nl="Eén bericht is bij de eigenaar.", en="One item is with its owner.")

_CHUNK = 100


async def nobody(_: "UnitOfWork", __: str, ___: Copy) -> str | None:
    """Say of every record that it is nobody's own."""
    return None


async def owner_of_letter(work: "UnitOfWork", owner_of: OwnerOf, letter: DeadLetter) -> str | None:
    """Return which department's work ``letter`` is about; None where it is nobody's own."""
    return await owner_of(work, letter.topic, partial(kept_copy, work.session, letter.id))


def require_any_sight(reader: Principal) -> None:
    """Let pass who may see dead letters at all.

    Raises:
        NotFound: for this reader there is no such thing.
    """
    if reader.role != Role.OPERATOR and not (reader.role == Role.APPROVER and is_covert(reader.department)):
        raise NotFound


def sees(reader: Principal, owner: str | None) -> bool:
    """Whether a record about the work of ``owner`` exists for the reader."""
    if is_covert(owner):
        return reader.role == Role.APPROVER and reader.department == owner
    return reader.role == Role.OPERATOR


async def letters_in_sight(
    reader: Principal, owner_of: OwnerOf, work: "UnitOfWork", consumer: str, which: LetterFilter, after: After | None
) -> AsyncIterator[DeadLetter]:
    """Yield the dead letters that exist for the reader, oldest first, after ``after``."""
    while chunk := await list_letters(work.session, consumer, after, _CHUNK, which):
        for letter in chunk:
            if sees(reader, await owner_of_letter(work, owner_of, letter)):
                yield letter
        after = (chunk[-1].recorded_at, chunk[-1].id)


async def some_are_hidden(reader: Principal, owner_of: OwnerOf, work: "UnitOfWork", consumer: str) -> bool:
    """Return whether the operator must be told that an open letter is with its owner."""
    if reader.role != Role.OPERATOR:
        return False
    letters = await list_letters(work.session, consumer, None, _CHUNK, LetterFilter(LetterState.OPEN))
    return any([is_covert(await owner_of_letter(work, owner_of, letter)) for letter in letters])


def is_covert(department: str | None) -> bool:
    """Return whether it must stay hidden that ``department`` takes part."""
    return department is not None and codelists.department(department).covert
