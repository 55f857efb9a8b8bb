"""Whether a service lives, and whether it can do its work."""

from collections.abc import Collection, Mapping

from fastapi import APIRouter, Response
from pydantic import BaseModel

from loket_shared.http.dependencies import RuntimeDep
from loket_shared.ops.readiness import OK, readiness
from loket_shared.ops.runtime import Runtime

router = APIRouter(include_in_schema=False)

API = ("api",)
"""The role of whoever answers at the public address."""


class Life(BaseModel):
    """``ready`` tells whether the process works; where it does not, it must be started anew."""

    ready: bool


class Health(BaseModel):
    """``ready`` tells whether work can be done now.

    ``checks`` tells how each thing stands that it takes, as a code; ``reasons`` why a loop keeps failing.
    """

    ready: bool
    checks: Mapping[str, str]
    reasons: list[str]


def life_of(runtime: Runtime) -> Life:
    """Return whether every loop of the process turns; one whose database or broker is away lives all the same."""
    return Life(ready=not any(heartbeat.stalled for heartbeat in runtime.heartbeats))


async def health_of(runtime: Runtime, roles: Collection[str]) -> Health:
    """Return whether the process can do the work of ``roles``."""
    checks = await readiness(runtime, roles)
    reasons = [
        complaint for heartbeat in runtime.heartbeats if heartbeat.loop in checks and (complaint := heartbeat.problem)
    ]
    return Health(ready=all(state == OK for state in checks.values()), checks=checks, reasons=reasons)


def status_of(health: Life | Health) -> int:
    """Return the status with which ``health`` is answered."""
    return 200 if health.ready else 503


@router.get("/health/live")
async def live(runtime: RuntimeDep, response: Response) -> Life:
    """Say whether the process works; 503 where a loop hangs or keeps failing, so that it must be started anew."""
    life = life_of(runtime)
    response.status_code = status_of(life)
    return life


@router.get("/health/ready")
async def ready(runtime: RuntimeDep, response: Response) -> Health:
    """Say whether requests can be served; 503 where they cannot."""
    health = await health_of(runtime, API)
    response.status_code = status_of(health)
    return health
