"""The queue of simulations: claims, heartbeats and results.

Every statement names the attempt. An attempt that was cancelled, or that lost its job after missing heartbeats, changes
nothing any more. Only the clock of the database measures the time since a heartbeat.
"""

from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.simulation.status import MAX_ATTEMPTS, SimulationFailure
from loket_routing.store.active_rule_set import RuleSetRef
from loket_shared.unit_of_work import UnitOfWork

SILENT_SECONDS = 15
"""After so many seconds without a heartbeat another process may claim the simulation."""

_CLAIM = f"""
    UPDATE simulations SET state = 'running', attempt = attempt + 1, done = 0, beat_at = now()
    WHERE id = (
        SELECT id FROM simulations
        WHERE attempt < {MAX_ATTEMPTS}
          AND (state = 'queued' OR state = 'running' AND beat_at < now() - interval '{SILENT_SECONDS} seconds')
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, attempt
"""  # noqa: S608
_GIVE_UP = f"""
    UPDATE simulations SET state = 'failed', failure = $1, ended_at = $2
    WHERE attempt >= {MAX_ATTEMPTS}
      AND (state = 'queued' OR state = 'running' AND beat_at < now() - interval '{SILENT_SECONDS} seconds')
"""  # noqa: S608
_MINE = "id = $1 AND attempt = $2 AND state = 'running'"
_REQUEUE = f"UPDATE simulations SET state = 'queued' WHERE {_MINE}"  # noqa: S608
_HEARTBEAT = f"UPDATE simulations SET done = $3, beat_at = now() WHERE {_MINE} RETURNING true"  # noqa: S608
_BEGIN = f"""
    UPDATE simulations SET beat_at = now(), total = (SELECT count(*) FROM questions WHERE asked_at IS NOT NULL)
    WHERE {_MINE} RETURNING total
"""  # noqa: S608
_LOCK = f"SELECT true FROM simulations WHERE {_MINE} FOR SHARE"  # noqa: S608
_COMPARED = """
    SELECT simulation.revision, tried.revision AS present, base.id, base.version, base.digest,
           tried.id AS tried_id, tried.version AS tried_version, tried.digest AS tried_digest
    FROM simulations AS simulation
    JOIN rule_sets AS base ON base.id = simulation.baseline_id
    JOIN rule_sets AS tried ON tried.id = simulation.rule_set_id
    WHERE simulation.id = $1
"""
_END = f"""
    UPDATE simulations SET state = $3, done = total, ended_at = $4, result = $5, failure = $6
    WHERE {_MINE} RETURNING true
"""  # noqa: S608


class Job(NamedTuple):
    """One attempt at a simulation."""

    simulation_id: UUID
    attempt: int


class ComparedRuleSets(NamedTuple):
    """The two rule sets of a simulation; ``changed``: the candidate was saved since the simulation was ordered."""

    baseline: RuleSetRef
    candidate: RuleSetRef
    changed: bool


class JobLostError(Exception):
    """The simulation was cancelled, or another process took it up."""


async def claim_job(work: UnitOfWork) -> Job | None:
    """Claim the simulation that waits longest or has no more heartbeats; None if there is none.

    A simulation that was interrupted too often fails.
    """
    await work.driver.execute(_GIVE_UP, SimulationFailure.BROKE_OFF, work.clock.now())
    row = await work.driver.fetchrow(_CLAIM)
    return None if row is None else Job(*row)


async def requeue_job(work: UnitOfWork, job: Job) -> None:
    """Put the simulation back in the queue if its process ended before it was done."""
    await work.driver.execute(_REQUEUE, *job)


async def begin_job(work: UnitOfWork, job: Job) -> int:
    """Record and return the number of past questions; raises as ``record_heartbeat``."""
    total = await work.driver.fetchval(_BEGIN, *job)
    if total is None:
        raise JobLostError
    return int(total)


async def record_heartbeat(work: UnitOfWork, job: Job, done: int) -> None:
    """Record a heartbeat, and how many questions are done.

    Raises:
        JobLostError: the simulation no longer belongs to this attempt.
    """
    if not await work.driver.fetchval(_HEARTBEAT, *job, done):
        raise JobLostError


async def lock_job(work: UnitOfWork, job: Job) -> None:
    """Keep the job until the transaction ends; raises as ``record_heartbeat``."""
    if not await work.driver.fetchval(_LOCK, *job):
        raise JobLostError


async def end_job(
    work: UnitOfWork, job: Job, state: str, result: bytes | None = None, failure: SimulationFailure | None = None
) -> None:
    """End the simulation; raises as ``record_heartbeat``."""
    if not await work.driver.fetchval(_END, *job, state, work.clock.now(), result, failure):
        raise JobLostError


async def find_compared_rule_sets(work: UnitOfWork, job: Job) -> ComparedRuleSets:
    """Return the two rule sets that the simulation compares."""
    row = await work.driver.fetchrow(_COMPARED, job.simulation_id)
    return ComparedRuleSets(
        baseline=RuleSetRef(row["id"], row["version"], row["digest"]),
        candidate=RuleSetRef(row["tried_id"], row["tried_version"], row["tried_digest"]),
        changed=row["revision"] != row["present"],
    )
