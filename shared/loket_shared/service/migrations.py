"""Migrates a service's database, as the role that owns its tables."""

from functools import cache
from importlib.resources import files
from zlib import crc32

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from loket_shared.db.database import Database
from loket_shared.service.tables import Rights, grant_rights


class NotMigratedError(Exception):
    """The database lacks migrations that the code needs."""

    def __init__(self, package: str) -> None:
        super().__init__(f"the database is older than the code: run python -m {package} migrate first, as its owner")


async def migrate(owner: Database, package: str, role: str) -> None:
    """Run the Alembic scripts in ``package/migrations`` that the database does not have yet.

    ``owner`` is connected as the role that owns the tables; ``role``, which the service runs as, gets its rights on
    them. An advisory lock runs simultaneous migrations one after the other. All scripts run in one transaction, so a
    failed script leaves the database unchanged.
    """
    async with owner.without_limits() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(package.encode())})
        await connection.run_sync(_upgrade, package, role)


async def require_migrated(database: Database, package: str) -> None:
    """Return if the database has every script in ``package/migrations``.

    It may have more: then newer code of this service runs beside this one.

    Raises:
        NotMigratedError: scripts are missing.
    """
    if not await is_migrated(database, package):
        raise NotMigratedError(package)


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


async def is_migrated(database: Database, package: str) -> bool:
    """Return True if the database has every script of ``package``; it may have those of a newer release too."""
    newest, *older = _revisions(package)
    async with database.engine.connect() as connection:
        applied = await connection.scalar(text("SELECT to_regclass('alembic_version')"))
        if applied is not None:
            applied = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return applied == newest or (applied is not None and applied not in older)


@cache
def _revisions(package: str) -> tuple[str, ...]:
    """Return the revisions of ``package``, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config(package)).walk_revisions())


def _upgrade(connection: Connection, package: str, role: str) -> None:
    config = _config(package)
    config.attributes.update(connection=connection, role=role)
    command.upgrade(config, "head")


def _config(package: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files(package).joinpath("migrations")))
    config.set_main_option("path_separator", "os")
    return config
