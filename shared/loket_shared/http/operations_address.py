"""The operations address of a process: health for probes and metrics for the scraper, in every role.

It has no authentication. So nothing there may follow from data that only a cleared reader may know.
"""

import asyncio
import socket
from collections.abc import Collection
from functools import partial

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from loket_shared.http.health import Liveness, Readiness, liveness_of, readiness_of, status_of
from loket_shared.http.server import serve
from loket_shared.observability.tasks import Part
from loket_shared.service.runtime import Runtime


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
