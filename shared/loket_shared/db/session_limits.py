"""Limits on a PostgreSQL session, so that a client that hangs does not block others.

A stopped process, or one whose machine is lost, keeps its connection and all its locks. PostgreSQL itself ends such
a session only after two hours, or never.
"""

import asyncpg

SILENT_SECONDS = 12
"""Seconds that a client may be silent during a transaction."""

LOCK_SECONDS = 10
STATEMENT_SECONDS = 60

_LIMITS = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": f"{SILENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{SILENT_SECONDS}s",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
}
_ALSO_IDLE = {"idle_session_timeout": f"{SILENT_SECONDS}s"}


async def limit_session(connection: asyncpg.Connection, *, also_idle: bool = False) -> None:
    """Set the limits on a new ``connection``; ``also_idle`` also ends a session that is silent outside a transaction.

    They are set by a statement, because a connection pooler refuses them as connection parameters.
    """
    limits = _LIMITS | (_ALSO_IDLE if also_idle else {})
    await connection.execute(";".join(f"SET {name} = '{value}'" for name, value in limits.items()))
