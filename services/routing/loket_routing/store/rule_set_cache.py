"""Loads rule sets. Compiling one takes a large part of a second, so each process keeps those that it used last."""

import asyncio
from typing import Protocol
from uuid import UUID

import orjson

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.unit_of_work import UnitOfWork

_DOCUMENT = "SELECT document FROM rule_sets WHERE id = $1"
_CACHE_SIZE = 8
_cache: dict[str, RuleSet] = {}


class _IdentifiedRuleSet(Protocol):
    """The id of a rule set, and the digest that identifies its content."""

    @property
    def id(self) -> UUID:
        """The id of its row."""

    @property
    def digest(self) -> str:
        """The digest of its content."""


async def load_rule_set(work: UnitOfWork, chosen: _IdentifiedRuleSet) -> RuleSet:
    """Return the rule set.

    Raises:
        RuleSetError: this release can't read the stored document.
    """
    if chosen.digest in _cache:
        _cache[chosen.digest] = _cache.pop(chosen.digest)
        return _cache[chosen.digest]
    made = await asyncio.to_thread(_compile, await work.driver.fetchval(_DOCUMENT, chosen.id))
    while len(_cache) >= _CACHE_SIZE:
        del _cache[next(iter(_cache))]
    _cache[chosen.digest] = made
    return made


def last_used_rule_set() -> RuleSet | None:
    """Return the rule set that was loaded last, or None if there was none yet."""
    return next(reversed(_cache.values()), None)


def _compile(document: str) -> RuleSet:
    return parse_rule_set(orjson.loads(document))
