"""Questions, and the news that waits for them.

These are hot paths: they go past the object mapper.
"""

from datetime import datetime
from uuid import UUID

from loket_notifications.store.tables import Question, WaitingNews
from loket_shared.unit_of_work import UnitOfWork

# Where the row is there already nothing changes in it, and it is locked all the same.
_LOCK = """
    INSERT INTO questions AS question (question_id) VALUES ($1)
    ON CONFLICT (question_id) DO UPDATE SET contact = question.contact
    RETURNING question_id, contact, erased_at
"""
_KEEP_CONTACT = "UPDATE questions SET contact = $2 WHERE question_id = $1"
_FORGET = "UPDATE questions SET contact = NULL, erased_at = $2 WHERE question_id = $1"
_WAIT = """
    INSERT INTO waiting_news (event_id, question_id, occasion, traceparent, recorded_at) VALUES ($1, $2, $3, $4, $5)
"""
_TAKE_WAITING = """
    DELETE FROM waiting_news WHERE question_id = $1 RETURNING event_id, question_id, occasion, traceparent, recorded_at
"""


async def lock_question(work: UnitOfWork, question_id: UUID) -> Question:
    """Return the question as it stands, made now where there was none, locked until the transaction ends.

    Facts of different topics arrive at the same time; under the lock each sees all that came before.
    """
    return Question(**await work.driver.fetchrow(_LOCK, question_id))


async def keep_contact(work: UnitOfWork, question_id: UUID, contact: bytes) -> None:
    """Keep whom to tell about a question; sealed."""
    await work.driver.execute(_KEEP_CONTACT, question_id, contact)


async def forget_contact(work: UnitOfWork, question_id: UUID, erased_at: datetime) -> None:
    """Leave a tombstone of a question."""
    await work.driver.execute(_FORGET, question_id, erased_at)


async def let_wait(work: UnitOfWork, news: WaitingNews) -> None:
    """Keep news of a question whose recipients are not known yet."""
    kept = (news.event_id, news.question_id, news.occasion, news.traceparent, news.recorded_at)
    await work.driver.execute(_WAIT, *kept)


async def take_waiting_news(work: UnitOfWork, question_id: UUID) -> list[WaitingNews]:
    """Remove and return the news of a question that waited, oldest first."""
    removed = [WaitingNews(**row) for row in await work.driver.fetch(_TAKE_WAITING, question_id)]
    return sorted(removed, key=lambda news: news.recorded_at)
