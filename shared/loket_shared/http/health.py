"""Whether a service lives, and whether it can do its work."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from types import MappingProxyType

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.db.liveness import BROKEN
from loket_shared.failures import TransientError
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.outbox.store import read_backlog
from loket_shared.service.migrations import is_migrated
from loket_shared.service.runtime import Runtime

router = APIRouter(include_in_schema=False)

API = ("api",)
"""The role of whoever answers at the public address."""


class Liveness(BaseModel):
    """``ready`` tells whether the process works; where it does not, it must be started anew."""

    ready: bool


class Readiness(BaseModel):
    """``ready`` tells whether work can be done now.

    ``checks`` tells how each thing stands that it takes, as a code; ``reasons`` why a loop keeps failing.
    """

    ready: bool
    checks: Mapping[str, str]
    reasons: list[str]


def liveness_of(runtime: Runtime) -> Liveness:
    """Return whether every loop of the process turns; one whose database or broker is away lives all the same."""
    return Liveness(ready=not any(heartbeat.stalled for heartbeat in runtime.heartbeats))


async def readiness_of(runtime: Runtime, roles: Collection[str]) -> Readiness:
    """Return whether the process can do the work of ``roles``."""
    checks = await run_checks(runtime, roles)
    reasons = [
        complaint for heartbeat in runtime.heartbeats if heartbeat.loop in checks and (complaint := heartbeat.problem)
    ]
    return Readiness(ready=all(state == OK for state in checks.values()), checks=checks, reasons=reasons)


def status_of(health: Liveness | Readiness) -> int:
    """Return the status with which ``health`` is answered."""
    return 200 if health.ready else 503


@router.get("/health/live")
async def live(runtime: RuntimeDep, response: Response) -> Liveness:
    """Say whether the process works; 503 where a loop hangs or keeps failing, so that it must be started anew."""
    life = liveness_of(runtime)
    response.status_code = status_of(life)
    return life


@router.get("/health/ready")
async def ready(runtime: RuntimeDep, response: Response) -> Readiness:
    """Say whether requests can be served; 503 where they cannot."""
    health = await readiness_of(runtime, API)
    response.status_code = status_of(health)
    return health


OK = "ok"
UNREACHABLE = "unreachable"
FAILED = "failed"
BEHIND = "behind"
STALLED = "stalled"
PAUSED = "paused"
FAILING = "failing"

_AWAY = (TransientError, OperationalError, InterfaceError, PoolTimeout, OSError, *BROKEN)
_PATIENCE_SECONDS = 1.5
_LONGEST_UNSENT_SECONDS = 60.0
"""An event waits for part of a second where the relay does its work."""

Check = Callable[[Runtime], Awaitable[str]]
"""Says how something stands: ``ok``, or a code of what is wrong with it."""


async def _database(runtime: Runtime) -> str:
    async with runtime.database.engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    return OK


async def _migrations(runtime: Runtime) -> str:
    return OK if await is_migrated(runtime.database, runtime.definition.package) else BEHIND


async def _vault(runtime: Runtime) -> str:
    await runtime.vault.ping()
    return OK


async def _consumer(runtime: Runtime) -> str:
    if runtime.failures.paused:
        return PAUSED
    if _complains(runtime, "consumer"):
        return FAILING
    return STALLED if any(turns.stalled for turns in runtime.polls) else OK


async def _relay(runtime: Runtime) -> str:
    if _complains(runtime, "relay"):
        return FAILING
    async with runtime.database.begin() as transaction:
        backlog = await read_backlog(transaction.driver)
    return BEHIND if backlog.age > _LONGEST_UNSENT_SECONDS else OK


def _complains(runtime: Runtime, loop: str) -> bool:
    return any(heartbeat.problem for heartbeat in runtime.heartbeats if heartbeat.loop == loop)


_BASE: Mapping[str, Check] = MappingProxyType({"database": _database, "migrations": _migrations})
CHECKS: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "api": {**_BASE, "vault": _vault},
        "worker": {**_BASE, "vault": _vault, "consumer": _consumer},
        "relay": {**_BASE, "relay": _relay},
    }
)
"""What each role needs. The broker is not among what the API needs: what is handed in waits in the outbox."""


async def run_checks(runtime: Runtime, roles: Collection[str]) -> Mapping[str, str]:
    """Return by name how everything stands that ``roles`` need; ready is where all of it is ``ok``."""
    checks = {name: check for role in roles for name, check in CHECKS[role].items()}
    states = await asyncio.gather(*(_state(check, runtime) for check in checks.values()))
    return dict(zip(checks, states, strict=True))


async def _state(check: Check, runtime: Runtime) -> str:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check(runtime)
    except _AWAY:
        return UNREACHABLE
    except Exception:
        return FAILED
