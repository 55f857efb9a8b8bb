"""Questions, and the news that waits for them."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_notifications.store.tables import Question, WaitingNews


async def lock_question(session: AsyncSession, question_id: UUID) -> Question:
    """Return the question's row, made now where there was none, locked until the transaction ends.

    Facts of different topics arrive at the same time; under the lock each sees all that came before.
    """
    await session.exec(insert(Question).values(question_id=question_id).on_conflict_do_nothing())
    return (await session.exec(select(Question).where(Question.question_id == question_id).with_for_update())).one()


async def take_waiting_news(session: AsyncSession, question_id: UUID) -> list[WaitingNews]:
    """Remove and return the news of a question that waited, oldest first."""
    removed = await session.exec(
        delete(WaitingNews).where(col(WaitingNews.question_id) == question_id).returning(WaitingNews)
    )
    return sorted(removed.scalars().all(), key=lambda news: news.recorded_at)
