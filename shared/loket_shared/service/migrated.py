"""Compares the migrations that a database has with those that the code has, without Alembic."""

from functools import cache
from importlib.resources import files

from sqlalchemy import text

from loket_shared.db.database import Database


class NotMigratedError(Exception):
    """The database lacks migrations that the code needs."""

    def __init__(self, package: str) -> None:
        super().__init__(f"the database is older than the code: run python -m {package} migrate first, as its owner")


async def require_migrated(database: Database, package: str) -> None:
    """Return if the database has every script in ``package/migrations``.

    It may have more: then newer code of this service runs beside this one.

    Raises:
        NotMigratedError: scripts are missing.
    """
    if not await is_migrated(database, package):
        raise NotMigratedError(package)


async def is_migrated(database: Database, package: str) -> bool:
    """Return True if the database has every script of ``package``; it may have those of a newer release too."""
    *older, newest = revisions(package)
    async with database.engine.connect() as connection:
        applied = await connection.scalar(text("SELECT to_regclass('alembic_version')"))
        if applied is not None:
            applied = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return applied == newest or (applied is not None and applied not in older)


@cache
def revisions(package: str) -> tuple[str, ...]:
    """Return the revisions of ``package``, the oldest first; each script's name begins with its revision."""
    scripts = files(package).joinpath("migrations", "versions").iterdir()
    return tuple(sorted(script.name.partition("_")[0] for script in scripts if script.name[:1].isdigit()))
