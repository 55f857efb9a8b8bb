"""Databases and roles: each service reaches its own database and the vault, and nothing else.

A service's tables belong to an owner role that only migrations use; the service runs as another role.
"""

from pathlib import Path

import asyncpg

from loket_shared.db.connection import with_password
from loket_stack.postgres.server import SUPERUSER
from loket_stack.secret_files import password

SERVICES = ("intake", "routing", "backoffice", "notifications")
VAULT = "vault"


def owner_of(service: str) -> str:
    """Return the role that owns the tables of ``service``."""
    return f"loket_{service}_owner"


class Databases:
    """The databases behind the server on ``port``; passwords are files in the folder ``secrets``."""

    def __init__(self, port: int, secrets: Path) -> None:
        self._port = port
        self._secrets = secrets

    def password(self, role: str) -> str:
        """Return the password of ``role``."""
        return self.password_file(role).read_text()

    def password_file(self, role: str) -> Path:
        """Return the file with the password of ``role``; create it if needed."""
        file = self._secrets / f"postgres-{role}"
        password(file)
        return file

    def address(self, role: str, database: str) -> str:
        """Return the address of ``database`` for ``role``, without its password."""
        return f"postgresql://{role}@127.0.0.1:{self._port}/{database}"

    def url(self, role: str, database: str) -> str:
        """Return the address of ``database`` for ``role``, with its password."""
        return with_password(self.address(role, database), self.password_file(role))

    async def answer(self) -> bool:
        """Return whether the server accepts statements."""
        try:
            connection = await self._connect()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        await connection.close()
        return True

    async def provide(self) -> None:
        """Create missing roles and databases, and give no rights to others; a repeated call is harmless."""
        connection = await self._connect()
        try:
            await self._provide_role(connection, f"loket_{VAULT}")
            await self._provide_database(connection, VAULT, f"loket_{VAULT}")
            for name in SERVICES:
                await self._provide_service(connection, name)
            await connection.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC")
            roles = ", ".join(f"loket_{name}" for name in SERVICES)
            await connection.execute(f"GRANT CONNECT ON DATABASE {VAULT} TO {roles}")
        finally:
            await connection.close()

    async def _provide_role(self, connection: asyncpg.Connection, role: str) -> None:
        known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
        if not known:
            await connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{self.password(role)}'")

    async def _provide_service(self, connection: asyncpg.Connection, name: str) -> None:
        role, owner = f"loket_{name}", owner_of(name)
        for each in (role, owner):
            await self._provide_role(connection, each)
        await self._provide_database(connection, name, owner)
        await self._hand_over(name, role, owner)
        await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {role}")

    async def _hand_over(self, database: str, role: str, owner: str) -> None:
        """Make ``owner`` the owner of all objects of ``role``; in early releases a service owned its own tables.

        The rights of ``role`` on these objects are lost too.
        """
        connection = await self._connect(database)
        try:
            await connection.execute(f"REASSIGN OWNED BY {role} TO {owner}")
        finally:
            await connection.close()

    async def _provide_database(self, connection: asyncpg.Connection, name: str, owner: str) -> None:
        known = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name)
        if not known:
            await connection.execute(f"CREATE DATABASE {name} OWNER {owner}")
        await connection.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC")

    async def _connect(self, database: str = "postgres") -> asyncpg.Connection:
        return await asyncpg.connect(self.url(SUPERUSER, database), timeout=5)
