"""What a relay does that waits for the right to send."""

import asyncio

import asyncpg
import structlog

from loket_shared.ops.heartbeat import Heartbeat
from loket_shared.outbox.backlog import measure_backlog

_LOG = structlog.get_logger(__name__)

_MEASURE_SECONDS = 10.0

_HOLDER = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND granted
    AND (classid::bigint << 32) + objid::bigint = $1 AND objsubid = 1
"""


class Waiting:
    """Tells who holds the lock ``key`` each time that it is another one, and measures the backlog meanwhile."""

    def __init__(self, connection: asyncpg.Connection, service: str, heartbeat: Heartbeat) -> None:
        self._connection = connection
        self._service = service
        self._heartbeat = heartbeat
        self._holder: int | None = None
        self._measure_at = 0.0

    async def __call__(self, key: int) -> None:
        """Do so once; called every second."""
        self._heartbeat.beat()
        holder = await self._connection.fetchval(_HOLDER, key)
        if holder not in (None, self._holder):
            _LOG.info("waiting for the lease", service=self._service, holder_pid=holder)
            self._holder = holder
        if (now := asyncio.get_running_loop().time()) >= self._measure_at:
            await measure_backlog(self._connection, self._service)
            self._measure_at = now + _MEASURE_SECONDS
