"""Serving an application until it is asked to stop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from loket_shared.http.bounded_protocol import BoundedProtocol, end_late_clients
from loket_shared.ops.settings import ServiceSettings

DRAIN_SECONDS = 8

MOST_CONNECTIONS = 2000
"""Beyond these a request is answered with 503, so that there are file handles and memory for the others."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs the service as a whole."""
        yield


async def serve(app: ASGIApp, settings: ServiceSettings, stop: asyncio.Event) -> None:
    """Serve ``app`` at the configured address until ``stop`` is set; then finish the requests in hand."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    asked = asyncio.create_task(stop.wait())
    ending = asyncio.create_task(end_late_clients(server.server_state.connections))
    await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    server.should_exit = True
    await serving
    ending.cancel()
