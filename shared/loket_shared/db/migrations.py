"""Bringing a service's database to the newest shape when it starts."""

from importlib.resources import files
from zlib import crc32

from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, text

from loket_shared.db.database import Database


async def migrate(database: Database, package: str) -> None:
    """Run the Alembic scripts in ``package/migrations`` that the database has not had.

    An advisory lock makes replicas that start together take turns; everything happens in one
    transaction, so a failed script leaves the database as it was.
    """
    async with database.without_limits() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(package.encode())})
        await connection.run_sync(_upgrade, package)


def run_migrations_online() -> None:
    """Run the scripts on the connection that ``migrate`` opened; every service's ``env.py`` calls this."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


def _upgrade(connection: Connection, package: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files(package).joinpath("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
