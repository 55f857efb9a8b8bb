"""The health of a process, and its operations address, which serves it to probes, and metrics to the scraper.

The operations address exists in every role and has no authentication. So nothing there may follow from data that only a
cleared reader may know.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from types import MappingProxyType

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from loket_shared.db.connection import BROKEN
from loket_shared.failures import TransientError
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.server import serve
from loket_shared.observability.tasks import Part
from loket_shared.outbox.store import read_backlog
from loket_shared.service.migrated import is_migrated
from loket_shared.service.runtime import Runtime

router = APIRouter(include_in_schema=False)

API = ("api",)
"""The role of a process that serves the public address."""


class Liveness(BaseModel):
    """``ready`` is true if the process works; otherwise it must be restarted."""

    ready: bool


class Readiness(BaseModel):
    """``ready`` is true if the process can work now.

    ``checks`` gives the state of each dependency, as a code; ``reasons`` explains why a loop keeps failing.
    """

    ready: bool
    checks: Mapping[str, str]
    reasons: list[str]


def liveness_of(runtime: Runtime) -> Liveness:
    """Return the liveness: False only if a loop of the process is stalled; an unreachable database or broker does not
    count.
    """
    return Liveness(ready=not any(heartbeat.stalled for heartbeat in runtime.heartbeats))


async def readiness_of(runtime: Runtime, roles: Collection[str]) -> Readiness:
    """Return the readiness of the process for the work of ``roles``."""
    checks = await run_checks(runtime, roles)
    reasons = [
        complaint for heartbeat in runtime.heartbeats if heartbeat.loop in checks and (complaint := heartbeat.problem)
    ]
    return Readiness(ready=all(state == OK for state in checks.values()), checks=checks, reasons=reasons)


def status_of(health: Liveness | Readiness) -> int:
    """Return the HTTP status for ``health``."""
    return 200 if health.ready else 503


@router.get("/health/live")
async def live(runtime: RuntimeDep, response: Response) -> Liveness:
    """Return the liveness; 503 if a loop is stalled or keeps failing, so that the process must be restarted."""
    life = liveness_of(runtime)
    response.status_code = status_of(life)
    return life


@router.get("/health/ready")
async def ready(runtime: RuntimeDep, response: Response) -> Readiness:
    """Return the readiness; 503 if requests cannot be served."""
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
"""Seconds. With a working relay an event waits for less than one second."""

Check = Callable[[Runtime], Awaitable[str]]
"""Returns ``ok``, or a code for the fault."""


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
"""The checks of each role. The API does not need the broker: its events wait in the outbox."""


async def run_checks(runtime: Runtime, roles: Collection[str]) -> Mapping[str, str]:
    """Return the state of each check of ``roles``, by name; the process is ready if all are ``ok``."""
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


def operations_app(runtime: Runtime, roles: Collection[str]) -> Starlette:
    """Return the application of the operations address of a process with ``roles``."""

    async def live(_: Request) -> Response:
        return _told(liveness_of(runtime))

    async def ready(_: Request) -> Response:
        return _told(await readiness_of(runtime, roles))

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[Route("/health/live", live), Route("/health/ready", ready), Route("/metrics", metrics)],
    )


def operations_address(runtime: Runtime, roles: Collection[str]) -> Part:
    """Return the task that serves the operations address."""
    settings = runtime.settings
    at = settings.model_copy(update={"host": settings.ops_host, "port": settings.ops_port})

    async def part(stop: asyncio.Event) -> None:
        # The process works even if its address is taken; it serves the address once it is free.
        await asyncio.to_thread(partial(_require_free, at.host, at.port))
        await serve(operations_app(runtime, roles), at, stop)

    return part


def _require_free(host: str, port: int) -> None:
    """Raise an OSError if another process listens at the address: uvicorn itself would end the whole process."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _told(health: Liveness | Readiness) -> Response:
    return JSONResponse(health.model_dump(), status_of(health))
