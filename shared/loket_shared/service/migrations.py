"""Migrates a service's database, as the role that owns its tables; only that process loads Alembic."""

from importlib.resources import files
from zlib import crc32

from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, text

from loket_shared.db.database import Database
from loket_shared.service.rights import Rights, grant_rights


async def migrate(owner: Database, package: str, role: str) -> None:
    """Run the Alembic scripts in ``package/migrations`` that the database does not have yet.

    ``owner`` is connected as the role that owns the tables; ``role``, which the service runs as, gets its rights on
    them. An advisory lock runs simultaneous migrations one after the other. All scripts run in one transaction, so a
    failed script leaves the database unchanged.
    """
    async with owner.without_limits() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(package.encode())})
        await connection.run_sync(_upgrade, package, role)


def run_migrations_online(rights: Rights | None = None) -> None:
    """Run the scripts on the connection that ``migrate`` opened; every service's ``env.py`` calls this.

    ``rights`` limits the rights of the service's role on the service's own tables.
    """
    attributes = context.config.attributes
    connection: Connection = attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()
    grant_rights(connection, attributes["role"], rights or {})


def _upgrade(connection: Connection, package: str, role: str) -> None:
    config = _config(package)
    config.attributes.update(connection=connection, role=role)
    command.upgrade(config, "head")


def _config(package: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files(package).joinpath("migrations")))
    config.set_main_option("path_separator", "os")
    return config
