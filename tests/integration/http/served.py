"""The sample service behind a real server, in a thread of its own, and clients that speak HTTP as they like."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvloop
from kit.service import sample_service

from loket_shared.http.server import serve

PATIENCE_SECONDS = 30.0
_BEAT_SECONDS = 0.02


class Served:
    """A running server; ``longest_stall`` is how many seconds its loop stood still at a stretch."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.longest_stall = 0.0
        self._loop = uvloop.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))

    @contextmanager
    def running(self) -> Iterator["Served"]:
        """Serve while the block runs."""
        self._thread.start()
        try:
            self._until_it_answers()
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(PATIENCE_SECONDS)

    def connected(self) -> socket.socket:
        """Return a new connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def answer_to(self, *pieces: bytes) -> bytes:
        """Send ``pieces``, as far as they are taken, and return all that comes back until the server closes."""
        with self.connected() as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return rest_of(connection)

    def _until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                self.connected().close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the server does not answer")

    async def _serve(self) -> None:
        service = sample_service(port=self.port)
        beating = asyncio.create_task(self._beat())
        await serve(service.app(), service.settings, self._stop)
        beating.cancel()
        await service.database.close()

    async def _beat(self) -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            now = time.monotonic()
            self.longest_stall = max(self.longest_stall, now - last - _BEAT_SECONDS)
            last = now


def rest_of(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes; a reset ends it as well."""
    came = bytearray()
    try:
        while piece := connection.recv(65_536):
            came += piece
    except ConnectionResetError:
        pass
    return bytes(came)


def status_of(answer: bytes) -> int:
    """Return the status of the first answer; 0 where the connection was closed without one."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
