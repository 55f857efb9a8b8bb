"""Drafts of questions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
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


async def drafts_of(session: AsyncSession, owner: Owner, now: datetime) -> Sequence[DraftRow]:
    """Return the drafts that have not expired, the one changed last first."""
    query = select(DraftRow).where(col(DraftRow.owner).in_(owner), col(DraftRow.expires_at) > now)
    return (await session.exec(query.order_by(col(DraftRow.changed_at).desc()))).all()


async def delete_expired_drafts(session: AsyncSession, now: datetime) -> None:
    """Delete the drafts whose time is over."""
    await session.exec(delete(DraftRow).where(col(DraftRow.expires_at) <= now))
