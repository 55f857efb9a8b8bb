"""Questions with their contacts, and the held notifications of each question.

These are hot paths, so they bypass the object mapper.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from loket_notifications.domain.notification import Contact, NotificationKind, PendingNotification
from loket_shared.contracts.compartments import KeyName
from loket_shared.unit_of_work import Place, UnitOfWork

_INSERT = "INSERT INTO questions (question_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true"
_LOCK = "SELECT contact, erased_at FROM questions WHERE question_id = $1 FOR UPDATE"
_STORE_CONTACT = "UPDATE questions SET contact = $2 WHERE question_id = $1"
_FORGET = """
    INSERT INTO questions (question_id, erased_at) VALUES ($1, $2)
    ON CONFLICT (question_id) DO UPDATE SET contact = NULL, erased_at = excluded.erased_at
"""
_HOLD = """
    INSERT INTO waiting_news (event_id, question_id, occasion, traceparent, recorded_at) VALUES ($1, $2, $3, $4, $5)
"""
_TAKE_HELD = """
    DELETE FROM waiting_news WHERE question_id = $1 RETURNING event_id, occasion, traceparent, recorded_at
"""


class LockedQuestion(NamedTuple):
    """The sealed contact of a question, set by ``questions.submitted``; after erasure the question is a tombstone."""

    contact: bytes | None = None
    erased_at: datetime | None = None


async def insert_question(work: UnitOfWork, question_id: UUID) -> bool:
    """Insert the question, locked until the transaction ends; return False if it was known.

    Events of different topics arrive at the same time; under the lock each sees the earlier ones.
    """
    return bool(await work.driver.fetchval(_INSERT, question_id))


async def lock_question(work: UnitOfWork, question_id: UUID) -> LockedQuestion:
    """Return the question, inserted if it is new; locked as ``insert_question`` does."""
    row = await work.driver.fetchrow(_LOCK, question_id)
    if row is None and not await insert_question(work, question_id):
        row = await work.driver.fetchrow(_LOCK, question_id)
    return LockedQuestion(*row) if row else LockedQuestion()


async def store_contact(work: UnitOfWork, question_id: UUID, contact: Contact, key: KeyName) -> None:
    """Store the contact of a question, sealed under ``key``.

    Raises:
        ErasedError: the key is destroyed.
    """
    sealed = await work.seal_model(contact, key, _place_of_contact(question_id))
    await work.driver.execute(_STORE_CONTACT, question_id, sealed)


async def open_contact(work: UnitOfWork, question_id: UUID, sealed: bytes) -> Contact:
    """Return the contact of a question.

    Raises:
        ErasedError: its key is destroyed.
    """
    return await work.unseal_model(Contact, sealed, _place_of_contact(question_id))


async def forget_contact(work: UnitOfWork, question_id: UUID, erased_at: datetime) -> None:
    """Remove the contact of a question; its row stays as a tombstone, locked until the transaction ends."""
    await work.driver.execute(_FORGET, question_id, erased_at)


async def hold_notification(work: UnitOfWork, question_id: UUID, notification: PendingNotification) -> None:
    """Hold a notification until the contact of its question is known."""
    about = (notification.event_id, question_id, notification.kind, notification.traceparent)
    await work.driver.execute(_HOLD, *about, work.clock.now())


async def take_held_notifications(work: UnitOfWork, question_id: UUID) -> list[PendingNotification]:
    """Remove and return the notifications that were held for a question, oldest first."""
    rows = sorted(await work.driver.fetch(_TAKE_HELD, question_id), key=lambda row: row["recorded_at"])
    return [PendingNotification(row["event_id"], NotificationKind(row["occasion"]), row["traceparent"]) for row in rows]


def _place_of_contact(question_id: UUID) -> Place:
    return Place("questions", question_id, "contact")
