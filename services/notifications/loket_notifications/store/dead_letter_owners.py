"""The owners of this service's dead letters, as tags."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.contracts.topics import Topic
from loket_shared.unit_of_work import UnitOfWork

_TAG = "SELECT owner FROM dead_letter_owners WHERE letter_id = $1"
_KEEP = "INSERT INTO dead_letter_owners (letter_id, owner) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_WITHOUT = f"""
    SELECT id, topic = '{Topic.CONTRIBUTIONS}' AS of_department FROM dead_letters
    WHERE id > $1 AND NOT EXISTS (SELECT FROM dead_letter_owners WHERE letter_id = dead_letters.id)
    ORDER BY id LIMIT $2
"""  # noqa: S608 - constants


class Untagged(NamedTuple):
    """A dead letter that has no tag yet; ``of_department``: it is about one department's work."""

    id: UUID
    of_department: bool


async def tag_of(work: UnitOfWork, letter_id: UUID) -> str | None:
    """Return the tag of a dead letter; None while it has none."""
    tag: str | None = await work.driver.fetchval(_TAG, letter_id)
    return tag


async def keep_tag(work: UnitOfWork, letter_id: UUID, tag: str) -> None:
    """Keep the tag of a dead letter."""
    await work.driver.execute(_KEEP, letter_id, tag)


async def letters_without_tag(work: UnitOfWork, after: UUID, most: int) -> Sequence[Untagged]:
    """Return dead letters without a tag, those that follow ``after``."""
    return [Untagged(**row) for row in await work.driver.fetch(_WITHOUT, after, most)]
