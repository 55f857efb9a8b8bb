"""The rule set that decides: read in the deciding transaction, under a lock that activations take too."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_shared.unit_of_work import UnitOfWork

_LOCK = 7_205_759_403_792_793
HOLD_ACTIVATIONS = f"pg_advisory_xact_lock_shared({_LOCK})"
"""Lets no activation be made until the transaction ends; a statement sees all earlier ones only if it comes after."""
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


@dataclass(frozen=True)
class RuleSetRef:
    """The id and version of a rule set, and the digest that identifies its content."""

    id: UUID
    version: str
    digest: str


async def hold_activations(work: UnitOfWork) -> None:
    """Let no activation be made until the transaction ends."""
    await work.driver.execute(f"SELECT {HOLD_ACTIVATIONS}")


async def active_rule_set_at(work: UnitOfWork, at: datetime) -> RuleSetRef:
    """Return the rule set that decides a question asked ``at``; the transaction holds activations already."""
    return RuleSetRef(**await work.driver.fetchrow(_ACTIVE, at))


async def lock_activations(work: UnitOfWork) -> None:
    """Wait for running decisions and block new ones until the transaction ends, because the timetable changes."""
    await work.driver.execute(_EXCLUSIVE)


async def mark_erred(work: UnitOfWork, chosen: RuleSetRef, why: str) -> None:
    """Record that the set could not decide a question; the first time is kept."""
    await work.driver.execute(_ERRED, chosen.id, work.clock.now(), why)
