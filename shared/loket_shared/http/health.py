"""Whether a service lives, and whether it can do its work."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.failures import TransientFailure
from loket_shared.http.dependencies import RuntimeDep

router = APIRouter(include_in_schema=False)

_AWAY = (TransientFailure, OperationalError, InterfaceError, PoolTimeout, ConnectionError, TimeoutError)
"""What is raised when the database cannot be reached."""


class Health(BaseModel):
    """``ready`` tells whether the work can be done now; ``reasons`` why not, where that is known."""

    ready: bool
    reasons: list[str] = []


@router.get("/health/live")
async def live(runtime: RuntimeDep, response: Response) -> Health:
    """Say whether the process works; 503 where a loop hangs or keeps failing, so that it must be started anew.

    A service whose database or broker is away lives all the same.
    """
    alive = not any(pulse.stalled for pulse in runtime.pulses)
    response.status_code = 200 if alive else 503
    return Health(ready=alive, reasons=runtime.complaints())


@router.get("/health/ready")
async def ready(runtime: RuntimeDep, response: Response) -> Health:
    """Say whether the database answers and no loop keeps failing; 503 where that is not so.

    A broker that is away does not count: what is handed in meanwhile waits in the outbox. One that refuses
    this service does.
    """
    if complaints := runtime.complaints():
        response.status_code = 503
        return Health(ready=False, reasons=complaints)
    try:
        async with runtime.database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except _AWAY:
        response.status_code = 503
        return Health(ready=False, reasons=["the database does not answer"])
    return Health(ready=True)


@router.get("/metrics")
async def metrics() -> Response:
    """Return the figures in the text format of Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
