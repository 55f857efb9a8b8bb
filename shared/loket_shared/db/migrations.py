"""Bringing a service's database to its newest shape, as the role that owns its tables."""

from importlib.resources import files
from zlib import crc32

import structlog
from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from loket_shared.db.database import Database
from loket_shared.db.rights import Rights, grant_rights

_LOG = structlog.get_logger(__name__)


class NotMigrated(Exception):
    """The database lacks migrations that the code was written for."""

    def __init__(self, package: str) -> None:
        super().__init__(f"the database is older than the code: run python -m {package} migrate first, as its owner")


async def migrate(owner: Database, package: str, role: str) -> None:
    """Run the Alembic scripts in ``package/migrations`` that the database has not had.

    ``owner`` is connected as the role that owns the tables; ``role``, which the service runs as, gets
    its rights on them. An advisory lock makes migrations that start together take turns; everything
    happens in one transaction, so a failed script leaves the database as it was.
    """
    async with owner.without_limits() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(package.encode())})
        await connection.run_sync(_upgrade, package, role)


async def require_migrated(database: Database, package: str) -> None:
    """Return where the database has had every script in ``package/migrations``.

    It may have had more than those: then newer code of this service runs beside this one.

    Raises:
        NotMigrated: it lacks some.
    """
    scripts = ScriptDirectory.from_config(_config(package))
    async with database.engine.connect() as connection:
        found = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    if found == scripts.get_current_head():
        return
    if found is None or found in {script.revision for script in scripts.walk_revisions()}:
        raise NotMigrated(package)
    _LOG.warning("the database is newer than the code", revision=found)


def run_migrations_online(rights: Rights | None = None) -> None:
    """Run the scripts on the connection that ``migrate`` opened; every service's ``env.py`` calls this.

    ``rights``: what the service's role may do to the service's own tables, where that is less than everything.
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
