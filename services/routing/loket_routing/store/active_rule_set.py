"""The rule set that decides: read in the deciding transaction under the lock that activations take too, and compiled.

Compiling takes a large part of a second, so each process caches the compiled sets.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import orjson

from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.unit_of_work import UnitOfWork

_LOCK = 7_205_759_403_792_793
_SHARED = f"SELECT pg_advisory_xact_lock_shared({_LOCK})"
_EXCLUSIVE = f"SELECT pg_advisory_xact_lock({_LOCK})"
# Before the first activation the first set decides, so that a question always has rules.
_ACTIVE = """
    SELECT chosen.id, chosen.version, chosen.digest
    FROM rule_set_activations AS activation JOIN rule_sets AS chosen ON chosen.id = activation.rule_set_id
    WHERE activation.cancelled_at IS NULL
    ORDER BY activation.active_from <= $1 DESC,
             CASE WHEN activation.active_from <= $1 THEN activation.active_from END DESC,
             CASE WHEN activation.active_from <= $1 THEN activation.position END DESC,
             activation.active_from, activation.position
    LIMIT 1
"""
_ERRED = "UPDATE rule_sets SET erred_at = $2, erred_why = $3 WHERE id = $1 AND erred_at IS NULL"
_DOCUMENT = "SELECT document FROM rule_sets WHERE id = $1"
_CACHE_SIZE = 8
_cache: dict[str, RuleSet] = {}


@dataclass(frozen=True)
class RuleSetRef:
    """The id and version of a rule set, and the digest that identifies its content."""

    id: UUID
    version: str
    digest: str


async def active_rule_set_at(work: UnitOfWork, at: datetime) -> RuleSetRef:
    """Return the rule set that decides a question asked ``at``; no activation is made until the transaction ends."""
    await work.driver.execute(_SHARED)
    return RuleSetRef(**await work.driver.fetchrow(_ACTIVE, at))


async def lock_activations(work: UnitOfWork) -> None:
    """Wait for running decisions and block new ones until the transaction ends, because the timetable changes."""
    await work.driver.execute(_EXCLUSIVE)


async def mark_erred(work: UnitOfWork, chosen: RuleSetRef, why: str) -> None:
    """Record that the set could not decide a question; the first time is kept."""
    await work.driver.execute(_ERRED, chosen.id, work.clock.now(), why)


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
    known = _cache.get(chosen.digest)
    if known is not None:
        return known
    made = await asyncio.to_thread(_compile, await work.driver.fetchval(_DOCUMENT, chosen.id))
    while len(_cache) >= _CACHE_SIZE:
        del _cache[next(iter(_cache))]
    _cache[chosen.digest] = made
    return made


def _compile(document: str) -> RuleSet:
    return parse_rule_set(orjson.loads(document))
