"""Deliveries: which is to be sent next, and the list of all."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_notifications.domain.delivery_states import UNFINISHED, DeliveryState
from loket_notifications.store.tables import Delivery


async def next_due(session: AsyncSession, now: datetime) -> Delivery | None:
    """Return the delivery that has been due longest, locked; one that another sender holds is passed over.

    This is also the sweeper: an attempt that was never concluded is due again when its lease is over.
    """
    due = col(Delivery.state).in_(UNFINISHED) & (col(Delivery.due_at) <= now)
    first = select(Delivery).where(due).order_by(col(Delivery.due_at), col(Delivery.id)).limit(1)
    return (await session.exec(first.with_for_update(skip_locked=True))).one_or_none()


async def locked(session: AsyncSession, delivery_id: UUID) -> Delivery | None:
    """Return one delivery, locked until the transaction ends."""
    return (await session.exec(select(Delivery).where(Delivery.id == delivery_id).with_for_update())).one_or_none()


async def newest_first(
    session: AsyncSession, before: UUID | None, state: DeliveryState | None, limit: int
) -> list[Delivery]:
    """Return at most ``limit`` deliveries older than ``before``, optionally of one state; ids ascend with time."""
    query = select(Delivery).order_by(col(Delivery.id).desc()).limit(limit)
    if before is not None:
        query = query.where(col(Delivery.id) < before)
    if state is not None:
        query = query.where(Delivery.state == state)
    return list((await session.exec(query)).all())


async def failed_about_requests(session: AsyncSession) -> list[Delivery]:
    """Return the failed deliveries to departments; each waits for a person, so there are few."""
    query = select(Delivery).where(Delivery.state == DeliveryState.FAILED, col(Delivery.request_id).is_not(None))
    return list((await session.exec(query)).all())


async def end_all_about(session: AsyncSession, question_id: UUID, now: datetime) -> None:
    """Conclude every unfinished delivery about an erased question."""
    await session.exec(
        update(Delivery)
        .where(col(Delivery.question_id) == question_id, col(Delivery.state).in_(UNFINISHED))
        .values(state=DeliveryState.ERASED, due_at=None, ended_at=now)
    )
