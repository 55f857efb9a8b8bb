"""Deliveries: which is to be sent next, and the list of all."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, tuple_, update
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_notifications.domain.delivery_states import UNFINISHED, DeliveryState
from loket_notifications.store.tables import Delivery
from loket_shared.unit_of_work import UnitOfWork

# Writing, taking and concluding a delivery are hot paths: they go past the object mapper.
_INSERT = """
    INSERT INTO deliveries (id, cause_id, occasion, question_id, reference, request_id, language, addressee, owner,
                            state, attempts, created_at, due_at, give_up_at, traceparent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""
_TAKE = """
    UPDATE deliveries SET state = 'sending', attempts = attempts + 1, due_at = $2
    WHERE id = (
        SELECT id FROM deliveries WHERE state IN ('waiting', 'sending') AND due_at <= $1
        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""
_FIND = "SELECT * FROM deliveries WHERE id = $1"
_WITHOUT_OWNER = """
    SELECT * FROM deliveries WHERE owner IS NULL AND request_id IS NOT NULL AND id > $1 ORDER BY id LIMIT $2
"""
_KEEP_OWNER = "UPDATE deliveries SET owner = $2 WHERE id = $1"
_SAVE = """
    UPDATE deliveries SET state = $2, due_at = $3, give_up_at = $4, ended_at = $5, failure = $6 WHERE id = $1
"""
_GIVE_BACK = "UPDATE deliveries SET state = 'waiting', attempts = attempts - 1, due_at = $2 WHERE id = $1"
_RENEW = "UPDATE deliveries SET due_at = $3 WHERE id = $1 AND attempts = $2 AND state = 'sending'"
_CONCLUDE = f"{_SAVE} AND state = 'sending' AND attempts = $7 RETURNING true"


async def insert_delivery(work: UnitOfWork, new: Delivery) -> None:
    """Insert a delivery that waits for its first attempt."""
    about = (new.id, new.cause_id, new.occasion, new.question_id, new.reference, new.request_id, new.language)
    begin = (new.state, new.attempts, new.created_at, new.due_at, new.give_up_at, new.traceparent)
    await work.driver.execute(_INSERT, *about, new.addressee, new.owner, *begin)


async def take_next_due(work: UnitOfWork, until: datetime) -> Delivery | None:
    """Return the delivery that has been due longest, now being sent, and due again at ``until``.

    One that another sender holds is passed over. This is also the sweeper: an attempt that was never
    concluded is due again when its lease is over.
    """
    row = await work.driver.fetchrow(_TAKE, work.clock.now(), until)
    return None if row is None else Delivery(**row)


async def renew_attempt(work: UnitOfWork, delivery: Delivery, until: datetime) -> None:
    """Keep a delivery that is being sent from the others ``until`` then; nothing where the attempt is another's."""
    await work.driver.execute(_RENEW, delivery.id, delivery.attempts, until)


async def give_back(work: UnitOfWork, delivery: Delivery) -> None:
    """Undo that a delivery was taken: it is due at once, and no attempt was made."""
    await work.driver.execute(_GIVE_BACK, delivery.id, work.clock.now())


async def find(work: UnitOfWork, delivery_id: UUID, *, lock: bool = False) -> Delivery | None:
    """Return one delivery; ``lock`` holds it until the transaction ends, and what is changed in it must be saved."""
    row = await work.driver.fetchrow(f"{_FIND} FOR UPDATE" if lock else _FIND, delivery_id)
    return None if row is None else Delivery(**row)


async def deliveries_without_owner(work: UnitOfWork, after: UUID, most: int) -> list[Delivery]:
    """Return deliveries about requests, those that follow ``after``, of which nobody wrote down whose they are."""
    return [Delivery(**row) for row in await work.driver.fetch(_WITHOUT_OWNER, after, most)]


async def keep_owner(work: UnitOfWork, delivery_id: UUID, owner: str) -> None:
    """Write down the tag of whose a delivery is."""
    await work.driver.execute(_KEEP_OWNER, delivery_id, owner)


async def save(work: UnitOfWork, delivery: Delivery) -> None:
    """Write down how far a locked delivery is."""
    await work.driver.execute(_SAVE, delivery.id, *_progress(delivery))


async def conclude_attempt(work: UnitOfWork, delivery: Delivery) -> bool:
    """Write down how far a delivery is after an attempt; False where it is no longer this attempt's."""
    return bool(await work.driver.fetchval(_CONCLUDE, delivery.id, *_progress(delivery), delivery.attempts))


def _progress(delivery: Delivery) -> tuple[object, ...]:
    return delivery.state, delivery.due_at, delivery.give_up_at, delivery.ended_at, delivery.failure


async def newest_first(
    session: AsyncSession, before: tuple[datetime, UUID] | None, state: DeliveryState | None, limit: int
) -> list[Delivery]:
    """Return at most ``limit`` deliveries older than the one at ``before``, optionally of one state."""
    query = select(Delivery).order_by(col(Delivery.created_at).desc(), col(Delivery.id).desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(col(Delivery.created_at), col(Delivery.id)) < before)
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
