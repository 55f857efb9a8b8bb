"""Serves an application until it is stopped."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from time import monotonic

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from loket_shared.service.settings import ServiceSettings

DRAIN_SECONDS = 8

MAX_CONNECTIONS = 2000
"""Above this number a request is answered with 503, which saves file handles and memory for the others."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no signal handlers: the process as a whole handles signals."""
        yield


async def serve(app: ASGIApp, settings: ServiceSettings, stop: asyncio.Event) -> None:
    """Serve ``app`` at the configured address until ``stop`` is set; then finish the current requests."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        limit_concurrency=MAX_CONNECTIONS,
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


MAX_HEAD_BYTES = 64 << 10
"""Bytes of a request line with its headers, of trailers, and of all chunk framing of a body."""

MAX_HEADERS = 200
MAX_DRAINED_BYTES = 8 << 20
"""Bytes of a body that are still read after the response was sent, so that the client receives the response."""

HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
MIN_BYTES_A_SECOND = 8 << 10
"""A body may take ``BODY_SECONDS``, and the time that its received bytes need at this rate."""

_SECONDS_BETWEEN_LOOKS = 1.0


class BoundedProtocol(HttpToolsProtocol):
    """One connection, with limits on size and time.

    Without them, the parser collects a header in memory for as long as the client sends it, at a cost that grows with
    the square of its length, and neither the parser nor uvicorn ends a request that is never completed.
    """

    due = inf
    """The time by which the client must have sent more; infinite while nothing is expected from it."""

    _refused = False
    _beside = 0
    """Bytes of this message that are not body."""

    _drained = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the deadline of the first request."""
        super().connection_made(transport)
        self.due = monotonic() + HEAD_SECONDS

    def data_received(self, data: bytes) -> None:
        """Parse the received bytes, unless they exceed a limit."""
        if self._refused:
            return
        if self.due == inf:
            self.due = monotonic() + HEAD_SECONDS
        self._beside += len(data)
        super().data_received(data)
        if self._beside > MAX_HEAD_BYTES:
            self._refuse(431)

    def on_headers_complete(self) -> None:
        """Start the request, unless its head is too large."""
        if self._refused:
            return
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > MAX_HEAD_BYTES or len(self.headers) > MAX_HEADERS:
            self._refuse(431)
            return
        self.due = monotonic() + BODY_SECONDS
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Pass on a piece of the body."""
        if self._refused:
            return
        # A body in tiny chunks consists mostly of framing, which must stay counted.
        self._beside -= 2 * len(body)
        self.due += len(body) / MIN_BYTES_A_SECOND
        if self.cycle.response_complete:
            self._drained += len(body)
            if self._drained > MAX_DRAINED_BYTES:
                self._refuse(413)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Clear the deadline and the counts: the request is complete."""
        if self._refused:
            return
        self._beside, self._drained, self.due = 0, 0, inf
        super().on_message_complete()

    def end_if_late(self, now: float) -> None:
        """Close the connection if its client is late, but not while reading is paused on our side."""
        if now > self.due and not self.flow.read_paused:
            self._refuse(408)

    def _refuse(self, status: int) -> None:
        """Close the connection; send ``status`` if no response is in progress."""
        if self._refused or self.transport.is_closing():
            return
        self._refused, self.due = True, inf
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()
        else:
            self.transport.abort()


async def end_late_clients(connections: Iterable[asyncio.Protocol]) -> None:
    """Close the ``connections`` whose clients are late, every second until cancelled."""
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        now = monotonic()
        for connection in list(connections):
            if isinstance(connection, BoundedProtocol):
                connection.end_if_late(now)
