"""Which question was handed in under which idempotency key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.store.tables import IdempotencyRow, Moment


def _claim() -> ReturningInsert[tuple[str]]:
    claim = insert(IdempotencyRow)
    taken_over = claim.on_conflict_do_update(
        index_elements=[col(IdempotencyRow.key)],
        set_={name: claim.excluded[name] for name in IdempotencyRow.model_fields},
        where=col(IdempotencyRow.expires_at) <= bindparam("now", type_=Moment),
    )
    return taken_over.returning(col(IdempotencyRow.key))


# Put together once: this is the hot path.
_CLAIM = _claim()


async def claim_key(session: AsyncSession, row: IdempotencyRow, now: datetime) -> IdempotencyRow:
    """Claim a key for the question in ``row``; return ``row``, or the row that claimed the key before.

    Who comes second waits for the first one's transaction. An expired claim counts for nothing.
    """
    connection = await session.connection()
    claimed = (await connection.execute(_CLAIM, {"now": now, **row.model_dump()})).first()
    if claimed is not None:
        return row
    return (await session.exec(select(IdempotencyRow).where(IdempotencyRow.key == row.key))).one()


async def forget_keys(session: AsyncSession, question_id: UUID) -> None:
    """Delete the keys under which a question was handed in."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.question_id) == question_id))


async def delete_expired_keys(session: AsyncSession, now: datetime) -> None:
    """Delete the keys whose time is over."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.expires_at) <= now))
