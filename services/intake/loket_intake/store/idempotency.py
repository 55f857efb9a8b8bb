"""Which question was handed in under which idempotency key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.store.tables import IdempotencyRow


async def claim_key(session: AsyncSession, row: IdempotencyRow, now: datetime) -> IdempotencyRow:
    """Claim a key for the question in ``row``; return ``row``, or the row that claimed the key before.

    Who comes second waits for the first one's transaction. An expired claim counts for nothing.
    """
    values = row.model_dump()
    claim = insert(IdempotencyRow).values(values)
    taken_over = claim.on_conflict_do_update(
        index_elements=[col(IdempotencyRow.key)], set_=values, where=col(IdempotencyRow.expires_at) <= now
    )
    connection = await session.connection()
    claimed = (await connection.execute(taken_over.returning(col(IdempotencyRow.key)))).first()
    if claimed is not None:
        return row
    return (await session.exec(select(IdempotencyRow).where(IdempotencyRow.key == row.key))).one()


async def forget_keys(session: AsyncSession, question_id: UUID) -> None:
    """Delete the keys under which a question was handed in."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.question_id) == question_id))


async def delete_expired_keys(session: AsyncSession, now: datetime) -> None:
    """Delete the keys whose time is over."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.expires_at) <= now))
