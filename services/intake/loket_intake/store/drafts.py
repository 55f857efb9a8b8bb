"""Drafts of questions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.store.tables import DraftRow

Owner = tuple[str, ...]
"""Marks of one person."""


async def find_draft(session: AsyncSession, draft_id: UUID, owner: Owner, now: datetime) -> DraftRow | None:
    """Return the owner's draft that has not expired, locked until the transaction ends."""
    query = select(DraftRow).where(DraftRow.id == draft_id, col(DraftRow.owner).in_(owner))
    query = query.where(col(DraftRow.expires_at) > now)
    return (await session.exec(query.with_for_update())).one_or_none()


async def drafts_of(session: AsyncSession, owner: Owner, now: datetime, limit: int) -> Sequence[DraftRow]:
    """Return at most so many of the drafts that have not expired, the one changed last first."""
    query = select(DraftRow).where(col(DraftRow.owner).in_(owner), col(DraftRow.expires_at) > now)
    return (await session.exec(query.order_by(col(DraftRow.changed_at).desc()).limit(limit))).all()


async def count_drafts(session: AsyncSession, owner: Owner, now: datetime) -> int:
    """Return how many drafts the owner has; nobody else begins one for this owner until the transaction ends."""
    await session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(owner[0], 0))))
    query = select(func.count()).where(col(DraftRow.owner).in_(owner), col(DraftRow.expires_at) > now)
    return (await session.exec(query)).one()


async def delete_expired_drafts(session: AsyncSession, now: datetime) -> None:
    """Delete the drafts whose time is over."""
    await session.exec(delete(DraftRow).where(col(DraftRow.expires_at) <= now))
