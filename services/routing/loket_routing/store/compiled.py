"""Rule sets ready to decide, read once per process: reading one takes a good part of a second."""

import asyncio
from typing import Protocol
from uuid import UUID

import orjson

from loket_routing.domain.rule_sets.reading import read_rule_set
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.unit_of_work import UnitOfWork

_DOCUMENT = "SELECT document FROM rule_sets WHERE id = $1"
_MOST_KEPT = 8
_kept: dict[str, RuleSet] = {}


class Chosen(Protocol):
    """Which rule set is meant; ``digest`` tells its content from any other's."""

    @property
    def id(self) -> UUID:
        """The id of its row."""

    @property
    def digest(self) -> str:
        """The digest of its content."""


async def load_rule_set(work: UnitOfWork, chosen: Chosen) -> RuleSet:
    """Return the rule set.

    Raises:
        RuleSetError: this release can't read what is kept.
    """
    known = _kept.get(chosen.digest)
    if known is not None:
        return known
    made = await asyncio.to_thread(_compile, await work.driver.fetchval(_DOCUMENT, chosen.id))
    while len(_kept) >= _MOST_KEPT:
        del _kept[next(iter(_kept))]
    _kept[chosen.digest] = made
    return made


def _compile(document: str) -> RuleSet:
    return read_rule_set(orjson.loads(document))
