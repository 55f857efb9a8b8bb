"""Which question was handed in under which idempotency key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.store.tables import IdempotencyRow
from loket_shared.db.unit_of_work import UnitOfWork

# This is the hot path: it goes past the object mapper.
_CLAIM = """
    INSERT INTO idempotency_keys AS claim (key, fingerprint, question_id, expires_at)
    SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM idempotency_keys WHERE key = $6 AND expires_at > $5)
    ON CONFLICT (key) DO UPDATE
    SET fingerprint = excluded.fingerprint, question_id = excluded.question_id, expires_at = excluded.expires_at
    WHERE claim.expires_at <= $5
    RETURNING key
"""


async def claim_key(work: UnitOfWork, row: IdempotencyRow, former: str, now: datetime) -> IdempotencyRow:
    """Claim a key for the question in ``row``; return ``row``, or the row that claimed the key before.

    Who comes second waits for the first one's transaction. An expired claim counts for nothing. ``former``
    is the key's mark as an earlier release made it: a claim under it counts too.
    """
    claim = (row.key, row.fingerprint, row.question_id, row.expires_at)
    if await work.driver.fetchval(_CLAIM, *claim, now, former):
        return row
    claimed = select(IdempotencyRow).where(col(IdempotencyRow.key).in_((row.key, former)))
    return (await work.session.exec(claimed.where(col(IdempotencyRow.expires_at) > now))).all()[0]


async def forget_keys(session: AsyncSession, question_id: UUID) -> None:
    """Delete the keys under which a question was handed in."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.question_id) == question_id))


async def delete_expired_keys(session: AsyncSession, now: datetime) -> None:
    """Delete the keys whose time is over."""
    await session.exec(delete(IdempotencyRow).where(col(IdempotencyRow.expires_at) <= now))
