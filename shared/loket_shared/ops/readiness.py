"""Readiness of a process for the work of its roles, and what stands in the way."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from types import MappingProxyType

from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.db.liveness import BROKEN
from loket_shared.db.migrations import is_migrated
from loket_shared.failures import TransientFailure
from loket_shared.ops.runtime import Runtime
from loket_shared.outbox.store import read_backlog

OK = "ok"
UNREACHABLE = "unreachable"
FAILED = "failed"
BEHIND = "behind"
STALLED = "stalled"
PAUSED = "paused"
FAILING = "failing"

_AWAY = (TransientFailure, OperationalError, InterfaceError, PoolTimeout, OSError, *BROKEN)
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


async def readiness(runtime: Runtime, roles: Collection[str]) -> Mapping[str, str]:
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
