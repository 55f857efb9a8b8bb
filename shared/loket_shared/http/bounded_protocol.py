"""HTTP/1.1 as uvicorn speaks it, with limits on what a client may send beside a body, and on how long it may take."""

import asyncio
from collections.abc import Iterable
from math import inf
from time import monotonic

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

LARGEST_HEAD = 64 << 10
"""Bytes of a request line with its headers, of trailers, and of all that frames the chunks of a body."""

MOST_HEADERS = 200
LARGEST_DRAINED = 8 << 20
"""Bytes of a body that are read on after the answer was given, so that its sender gets to see the answer."""

HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
SLOWEST_BYTES_A_SECOND = 8 << 10
"""A body may take ``BODY_SECONDS``, and as much longer as this rate allows for what came of it."""

_SECONDS_BETWEEN_LOOKS = 1.0


class BoundedProtocol(HttpToolsProtocol):
    """One connection.

    The parser gathers a header in memory for as long as it goes on, at a cost that grows with the square
    of its length, and neither it nor uvicorn ends a request that is sent half.
    """

    due = inf
    """The moment by which the client must have sent more; set only while something is expected of it."""

    _refused = False
    _beside = 0
    """Bytes of this message that are no body."""

    _drained = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request."""
        super().connection_made(transport)
        self.due = monotonic() + HEAD_SECONDS

    def data_received(self, data: bytes) -> None:
        """Parse what came, unless it is too much."""
        if self._refused:
            return
        if self.due == inf:
            self.due = monotonic() + HEAD_SECONDS
        self._beside += len(data)
        super().data_received(data)
        if self._beside > LARGEST_HEAD:
            self._refuse(431)

    def on_headers_complete(self) -> None:
        """Begin with the request, unless its head is too large."""
        if self._refused:
            return
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > LARGEST_HEAD or len(self.headers) > MOST_HEADERS:
            self._refuse(431)
            return
        self.due = monotonic() + BODY_SECONDS
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Hand on a piece of the body."""
        if self._refused:
            return
        # A body in tiny chunks is mostly frame.
        self._beside -= 2 * len(body)
        self.due += len(body) / SLOWEST_BYTES_A_SECOND
        if self.cycle.response_complete:
            self._drained += len(body)
            if self._drained > LARGEST_DRAINED:
                self._refuse(413)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Expect nothing more for now."""
        if self._refused:
            return
        self._beside, self._drained, self.due = 0, 0, inf
        super().on_message_complete()

    def end_if_late(self, now: float) -> None:
        """Close the connection if its client is late; not while it waits for us to read on."""
        if now > self.due and not self.flow.read_paused:
            self._refuse(408)

    def _refuse(self, status: int) -> None:
        """Close the connection; say why where no answer is under way."""
        if self._refused or self.transport.is_closing():
            return
        self._refused, self.due = True, inf
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()
        else:
            self.transport.abort()


async def end_late_clients(connections: Iterable[asyncio.Protocol]) -> None:
    """End the ``connections`` whose clients are late, every second until cancelled."""
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        now = monotonic()
        for connection in list(connections):
            if isinstance(connection, BoundedProtocol):
                connection.end_if_late(now)
