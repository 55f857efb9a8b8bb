"""A pooler in front of PostgreSQL that lends its sessions for a transaction each, as PgBouncer can."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import make_url

_AUTHENTICATION, _KEY_DATA, _READY, _IDLE, _TERMINATE = b"R", b"K", b"Z", b"I", b"X"
_ASKS_FOR_PASSWORD = {struct.pack(">I", 10), struct.pack(">I", 11)}
_SSL_REQUEST = struct.pack(">II", 8, 80877103)


@dataclass
class _Session:
    """One connection to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the kind and the whole of the next message."""
    head = await reader.readexactly(5)
    return head[:1], head + await reader.readexactly(struct.unpack(">I", head[1:])[0] - 4)


class Pooler:
    """Every client brings one session to the pool, and gets one for each transaction.

    The one that was used last is lent first or, with ``in_turn``, last (PgBouncer's ``server_round_robin``). With
    ``lends`` False a client keeps the session that it brought, as in PgBouncer's session mode. Always it is
    told a process number that is made up.
    """

    def __init__(self, host: str, port: int, *, lends: bool, in_turn: bool) -> None:
        self._server = (host, port)
        self._lends = lends
        self._in_turn = in_turn
        self._free: list[_Session] = []
        self._waiting = asyncio.Condition()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it leaves."""
        try:
            session = await self._begin(reader, writer)
            own = None if self._lends else session
            if self._lends:
                await self._give_back(session, used=False)
            while True:
                kind, message = await _message(reader)
                if kind == _TERMINATE:
                    return
                lent = own or await self._lend()
                await self._transaction(message, reader, writer, lent)
                if self._lends:
                    await self._give_back(lent, used=True)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> _Session:
        """Let the client log in on a session of the server that comes into the pool with it."""
        session = _Session(*await asyncio.open_connection(*self._server))
        start = await self._start_of(reader, writer)
        session.writer.write(start)
        while True:
            kind, message = await _message(session.reader)
            if kind == _KEY_DATA:
                message = message[:5] + struct.pack(">I", 1) + message[9:]
            writer.write(message)
            if kind == _READY:
                return session
            if kind == _AUTHENTICATION and message[5:9] in _ASKS_FOR_PASSWORD:
                session.writer.write((await _message(reader))[1])

    async def _start_of(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        while True:
            size = await reader.readexactly(4)
            start = size + await reader.readexactly(struct.unpack(">I", size)[0] - 4)
            if start != _SSL_REQUEST:
                return start
            writer.write(b"N")

    async def _transaction(
        self, message: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, session: _Session
    ) -> None:
        """Carry messages both ways until the session is outside a transaction again."""
        session.writer.write(message)

        async def ask() -> None:
            while True:
                session.writer.write((await _message(reader))[1])

        asking = asyncio.ensure_future(ask())
        try:
            while True:
                kind, answer = await _message(session.reader)
                writer.write(answer)
                if kind == _READY and answer[5:6] == _IDLE:
                    return
        finally:
            asking.cancel()
            await asyncio.wait({asking})

    async def _lend(self) -> _Session:
        async with self._waiting:
            await self._waiting.wait_for(lambda: bool(self._free))
            return self._free.pop()

    async def _give_back(self, session: _Session, *, used: bool) -> None:
        async with self._waiting:
            self._free.insert(0 if self._in_turn or not used else len(self._free), session)
            self._waiting.notify()


@asynccontextmanager
async def pooled(url: str, *, lends: bool, in_turn: bool = False) -> AsyncIterator[str]:
    """Run a pooler in front of the database at ``url``; give the address by which it is reached."""
    at = make_url(url)
    pooler = Pooler(str(at.host), int(at.port or 5432), lends=lends, in_turn=in_turn)
    async with await asyncio.start_server(pooler.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield at.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
