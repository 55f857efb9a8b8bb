"""The queue of simulations: who works on which, and how far it is.

Whoever works on a simulation names its attempt: one that was cancelled, or was taken up by another
after a silence, changes nothing any more. Silence is measured by the database's clock alone.
"""

from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.simulating.course import MOST_ATTEMPTS, Failure
from loket_routing.store.in_force import InForce
from loket_shared.unit_of_work import UnitOfWork

SILENT_SECONDS = 15
"""After so long without a sign of life a simulation is taken up again."""

_TAKE = f"""
    UPDATE simulations SET state = 'running', attempt = attempt + 1, done = 0, beat_at = now()
    WHERE id = (
        SELECT id FROM simulations
        WHERE attempt < {MOST_ATTEMPTS}
          AND (state = 'queued' OR state = 'running' AND beat_at < now() - interval '{SILENT_SECONDS} seconds')
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, attempt
"""  # noqa: S608
_GIVE_UP = f"""
    UPDATE simulations SET state = 'failed', failure = $1, ended_at = $2
    WHERE attempt >= {MOST_ATTEMPTS}
      AND (state = 'queued' OR state = 'running' AND beat_at < now() - interval '{SILENT_SECONDS} seconds')
"""  # noqa: S608
_MINE = "id = $1 AND attempt = $2 AND state = 'running'"
_PUT_BACK = f"UPDATE simulations SET state = 'queued' WHERE {_MINE}"  # noqa: S608
_BEAT = f"UPDATE simulations SET done = $3, beat_at = now() WHERE {_MINE} RETURNING true"  # noqa: S608
_BEGIN = f"""
    UPDATE simulations SET beat_at = now(), total = (SELECT count(*) FROM questions WHERE asked_at IS NOT NULL)
    WHERE {_MINE} RETURNING total
"""  # noqa: S608
_HOLD = f"SELECT true FROM simulations WHERE {_MINE} FOR SHARE"  # noqa: S608
_COMPARED = """
    SELECT simulation.revision, tried.revision AS present, base.id, base.version, base.digest,
           tried.id AS tried_id, tried.version AS tried_version, tried.digest AS tried_digest
    FROM simulations AS simulation
    JOIN rule_sets AS base ON base.id = simulation.baseline_id
    JOIN rule_sets AS tried ON tried.id = simulation.rule_set_id
    WHERE simulation.id = $1
"""
_CONCLUDE = f"""
    UPDATE simulations SET state = $3, done = total, ended_at = $4, result = $5, failure = $6
    WHERE {_MINE} RETURNING true
"""  # noqa: S608


class Job(NamedTuple):
    """One attempt at a simulation."""

    simulation_id: UUID
    attempt: int


class Compared(NamedTuple):
    """The two rule sets of a simulation; ``changed``: the tried one was saved since it was asked for."""

    baseline: InForce
    candidate: InForce
    changed: bool


class NoLongerOurs(Exception):
    """The simulation was cancelled, or another process took it up."""


async def take_job(work: UnitOfWork) -> Job | None:
    """Take up the simulation that waits longest, or fell silent; None where there is none.

    One that broke off too often fails.
    """
    await work.driver.execute(_GIVE_UP, Failure.BROKE_OFF, work.clock.now())
    row = await work.driver.fetchrow(_TAKE)
    return None if row is None else Job(*row)


async def put_back(work: UnitOfWork, job: Job) -> None:
    """Let another process take the simulation up, where ours ended without an end of it."""
    await work.driver.execute(_PUT_BACK, *job)


async def begin(work: UnitOfWork, job: Job) -> int:
    """Count the past questions, note that and return it; raises as ``beat``."""
    total = await work.driver.fetchval(_BEGIN, *job)
    if total is None:
        raise NoLongerOurs
    return int(total)


async def beat(work: UnitOfWork, job: Job, done: int) -> None:
    """Give a sign of life, and tell how many questions are done.

    Raises:
        NoLongerOurs: the simulation is not this attempt's any more.
    """
    if not await work.driver.fetchval(_BEAT, *job, done):
        raise NoLongerOurs


async def hold_job(work: UnitOfWork, job: Job) -> None:
    """Keep the simulation this attempt's until the transaction ends; raises as ``beat``."""
    if not await work.driver.fetchval(_HOLD, *job):
        raise NoLongerOurs


async def conclude(
    work: UnitOfWork, job: Job, state: str, result: bytes | None = None, failure: Failure | None = None
) -> None:
    """End the simulation; raises as ``beat``."""
    if not await work.driver.fetchval(_CONCLUDE, *job, state, work.clock.now(), result, failure):
        raise NoLongerOurs


async def compared(work: UnitOfWork, job: Job) -> Compared:
    """Return which rule sets the simulation compares."""
    row = await work.driver.fetchrow(_COMPARED, job.simulation_id)
    return Compared(
        baseline=InForce(row["id"], row["version"], row["digest"]),
        candidate=InForce(row["tried_id"], row["tried_version"], row["tried_digest"]),
        changed=row["revision"] != row["present"],
    )
