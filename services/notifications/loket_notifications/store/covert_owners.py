"""Tags that show the covert owner of a delivery or a dead letter before anything is opened.

A tag depends on the item's own id, so no two tags are equal. An item of no covert department has a random tag.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from loket_policy import code_lists
from loket_policy.covert import is_covert
from loket_shared.contracts.topics import Topic
from loket_shared.unit_of_work import UnitOfWork

_TAG = "SELECT owner FROM dead_letter_owners WHERE letter_id = $1"
_STORE = "INSERT INTO dead_letter_owners (letter_id, owner) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_WITHOUT_TAG = f"""
    SELECT id, topic = '{Topic.CONTRIBUTIONS}' AS of_department FROM dead_letters
    WHERE id > $1 AND NOT EXISTS (SELECT FROM dead_letter_owners WHERE letter_id = dead_letters.id)
    ORDER BY id LIMIT $2
"""  # noqa: S608 - constants


class UntaggedDeadLetter(NamedTuple):
    """A dead letter without a tag; ``of_department``: it is about the work of one department."""

    id: UUID
    of_department: bool


def tag_for(work: UnitOfWork, item_id: UUID, department: str | None) -> str:
    """Return the tag of an item about the work of ``department``; None: about the work of no department."""
    return _tag(work, item_id, department or "") if is_covert(department) else work.vault.pseudonym(str(uuid4()))


def covert_owner(work: UnitOfWork, item_id: UUID, tag: str) -> str | None:
    """Return the covert department whose item has this ``tag``; None if there is none."""
    return next((code for code in code_lists.departments().covert if _tag(work, item_id, code) == tag), None)


def _tag(work: UnitOfWork, item_id: UUID, department: str) -> str:
    return work.vault.pseudonym(f"letter {item_id} {department}")


async def dead_letter_tag(work: UnitOfWork, letter_id: UUID) -> str | None:
    """Return the tag of a dead letter; None if it has none yet."""
    tag: str | None = await work.driver.fetchval(_TAG, letter_id)
    return tag


async def store_dead_letter_tag(work: UnitOfWork, letter_id: UUID, tag: str) -> None:
    """Store the tag of a dead letter."""
    await work.driver.execute(_STORE, letter_id, tag)


async def dead_letters_without_tag(work: UnitOfWork, after: UUID, limit: int) -> Sequence[UntaggedDeadLetter]:
    """Return dead letters without a tag, with ids above ``after``."""
    return [UntaggedDeadLetter(**row) for row in await work.driver.fetch(_WITHOUT_TAG, after, limit)]
