"""Bringing a service's database to the newest shape when it starts."""

from functools import cache
from importlib.resources import files
from zlib import crc32

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from loket_shared.db.database import Database


async def migrate(database: Database, package: str) -> None:
    """Run the Alembic scripts in ``package/migrations`` that the database has not had.

    An advisory lock makes replicas that start together take turns; everything happens in one
    transaction, so a failed script leaves the database as it was.
    """
    async with database.engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(package.encode())})
        await connection.run_sync(_upgrade, package)


def run_migrations_online() -> None:
    """Run the scripts on the connection that ``migrate`` opened; every service's ``env.py`` calls this."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


async def is_migrated(database: Database, package: str) -> bool:
    """Return whether the database has had every script of ``package``; a newer release may have gone further."""
    newest, *older = _revisions(package)
    async with database.engine.connect() as connection:
        applied = await connection.scalar(text("SELECT to_regclass('alembic_version')"))
        if applied is not None:
            applied = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return applied == newest or (applied is not None and applied not in older)


@cache
def _revisions(package: str) -> tuple[str, ...]:
    """Return the scripts of ``package``, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config(package)).walk_revisions())


def _upgrade(connection: Connection, package: str) -> None:
    config = _config(package)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(package: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files(package).joinpath("migrations")))
    config.set_main_option("path_separator", "os")
    return config
