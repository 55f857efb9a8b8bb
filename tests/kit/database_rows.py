"""What a database keeps, for a test of what cannot be read there."""

from sqlalchemy import text

from loket_shared.db.database import Database


async def rows_kept(database: Database) -> set[str]:
    """Return each row of each table, whole, as PostgreSQL writes it."""
    async with database.transaction() as session:
        connection = await session.connection()
        tables = (await connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))).all()
        return {
            row
            for table in tables
            for row in await connection.scalars(text(f"SELECT t::text FROM {table} t"))  # noqa: S608
        }
