"""What is counted."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_notifications.domain.delivery_states import UNFINISHED
from loket_notifications.store.tables import Delivery, WaitingNews


async def count_letters_to_askers(session: AsyncSession) -> Mapping[str, int]:
    """Return how many letters to askers there are in each state."""
    query = select(Delivery.state, func.count()).where(col(Delivery.question_id).is_not(None)).group_by(Delivery.state)
    return dict((await session.exec(query)).all())


async def count_waiting_news(session: AsyncSession) -> int:
    """Return how much news waits for a question that has not come."""
    return (await session.exec(select(func.count()).select_from(WaitingNews))).one()


async def overdue_since(session: AsyncSession, now: datetime) -> datetime | None:
    """Return when the letter to an asker that is due longest became due; None where none is due."""
    due = col(Delivery.state).in_(UNFINISHED) & (col(Delivery.due_at) <= now)
    to_askers = select(func.min(Delivery.due_at)).where(due, col(Delivery.question_id).is_not(None))
    return (await session.exec(to_askers)).one()
