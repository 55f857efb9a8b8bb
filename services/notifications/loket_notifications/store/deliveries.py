"""Deliveries: created, listed, sent again and erased.

Creating deliveries is a hot path, so it bypasses the object mapper.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select, tuple_

from loket_notifications.domain.delivery import GIVE_UP_AFTER, UNFINISHED, DeliveryState
from loket_notifications.domain.notification import Addressee, Contact, PendingNotification
from loket_notifications.store.covert_owners import tag_for
from loket_notifications.store.tables import DeliveryRow, HeldNotificationRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.db.ids import new_id, random_id
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.sealing.sealer import ToSeal
from loket_shared.unit_of_work import Place, UnitOfWork

_INSERT_TO_ASKER = """
    INSERT INTO deliveries (id, cause_id, occasion, traceparent, addressee, question_id, reference, language,
                            state, attempts, created_at, due_at, give_up_at)
    SELECT new.*, $6, $7, $8, 'waiting', 0, $9, $9, $10
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[])
         AS new (id, cause_id, occasion, traceparent, addressee)
"""
_INSERT_TO_DEPARTMENT = """
    INSERT INTO deliveries (id, cause_id, occasion, traceparent, addressee, request_id, language, owner,
                            state, attempts, created_at, due_at, give_up_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'nl', $7, 'waiting', 0, $8, $8, $9)
"""
_ERASE = """
    UPDATE deliveries SET state = 'erased', due_at = NULL, ended_at = $2
    WHERE question_id = $1 AND state IN ('waiting', 'sending')
"""
_RESEND = """
    UPDATE deliveries SET state = 'waiting', due_at = $2, give_up_at = $3, ended_at = NULL WHERE id = $1 RETURNING *
"""
_FIND = "SELECT * FROM deliveries WHERE id = $1"
# Each part has an index of its own.
_COUNT = """
    SELECT state, count(*) FROM deliveries
    WHERE state IN ('waiting', 'sending') AND question_id IS NOT NULL GROUP BY state
    UNION ALL
    SELECT state, count(*) FROM deliveries WHERE state = 'failed' AND question_id IS NOT NULL GROUP BY state
"""
_WITHOUT_OWNER = """
    SELECT * FROM deliveries WHERE owner IS NULL AND request_id IS NOT NULL AND id > $1 ORDER BY id LIMIT $2
"""
_STORE_OWNER = "UPDATE deliveries SET owner = $2 WHERE id = $1"


async def create_deliveries_to_asker(
    work: UnitOfWork, event: QuestionEvent, contact: Contact, notifications: Sequence[PendingNotification]
) -> None:
    """Create a delivery of each notification to each recipient, about the question of ``event``.

    Raises:
        ErasedError: the question's keys are destroyed.
    """
    new = [
        (new_id(), notification, Addressee(question_id=event.question_id, email=recipient.email))
        for notification in notifications
        for recipient in contact.recipients
    ]
    if not new:
        return
    key = event.key_name(Compartment.ASKER)
    boxes = await work.sealer.seal_all([_to_seal(delivery_id, addressee, key) for delivery_id, _, addressee in new])
    rows = [
        (delivery_id, notification.event_id, notification.kind, notification.traceparent, box.to_bytes())
        for (delivery_id, notification, _), box in zip(new, boxes, strict=True)
    ]
    now = work.clock.now()
    same = (event.question_id, event.reference, contact.language, now, now + GIVE_UP_AFTER)
    await work.driver.execute(_INSERT_TO_ASKER, *map(list, zip(*rows, strict=True)), *same)


async def create_delivery_to_department(
    work: UnitOfWork, request_id: UUID, notification: PendingNotification, addressee: Addressee
) -> None:
    """Create a delivery to a department's functional mailbox, in Dutch; its id reveals no time.

    Raises:
        ErasedError: the keys of the question or of the request are destroyed.
    """
    delivery_id, now = random_id(), work.clock.now()
    key = KeyName(addressee.question_id, Compartment.NOTICE, request_id)
    (box,) = await work.sealer.seal_all([_to_seal(delivery_id, addressee, key)])
    cause = (notification.event_id, notification.kind, notification.traceparent)
    about = (request_id, tag_for(work, delivery_id, addressee.department))
    await work.driver.execute(
        _INSERT_TO_DEPARTMENT, delivery_id, *cause, box.to_bytes(), *about, now, now + GIVE_UP_AFTER
    )


def _to_seal(delivery_id: UUID, addressee: Addressee, key: KeyName) -> ToSeal:
    return ToSeal(addressee.model_dump_json(by_alias=True).encode(), key, place_of_addressee(delivery_id).aad)


async def open_addressee(work: UnitOfWork, delivery: DeliveryRow) -> Addressee:
    """Return the addressee of a delivery.

    Raises:
        ErasedError: its key is destroyed.
        PermanentError: it is unreadable.
    """
    return await work.unseal_model(Addressee, delivery.addressee, place_of_addressee(delivery.id))


async def open_department(work: UnitOfWork, delivery: DeliveryRow) -> str | None:
    """Return the department that a delivery goes to; None if its key is destroyed.

    None also for a delivery to an asker: an asker's address is never opened here.
    """
    if delivery.request_id is None:
        return None
    try:
        return (await open_addressee(work, delivery)).department
    except (ErasedError, PermanentError):
        return None


def place_of_addressee(delivery_id: UUID) -> Place:
    """Return the place of the sealed addressee of a delivery."""
    return Place("deliveries", delivery_id, "addressee")


async def resend_failed(work: UnitOfWork, delivery: DeliveryRow) -> DeliveryRow:
    """Make a failed delivery due now, with the full period of attempts; it keeps its last failure."""
    now = work.clock.now()
    return DeliveryRow(**await work.driver.fetchrow(_RESEND, delivery.id, now, now + GIVE_UP_AFTER))


async def find_delivery(work: UnitOfWork, delivery_id: UUID, *, lock: bool = False) -> DeliveryRow | None:
    """Return one delivery; ``lock`` holds it until the transaction ends."""
    row = await work.driver.fetchrow(f"{_FIND} FOR UPDATE" if lock else _FIND, delivery_id)
    return None if row is None else DeliveryRow(**row)


async def deliveries_without_owner(work: UnitOfWork, after: UUID, limit: int) -> list[DeliveryRow]:
    """Return deliveries about requests that have no owner tag, with ids above ``after``."""
    return [DeliveryRow(**row) for row in await work.driver.fetch(_WITHOUT_OWNER, after, limit)]


async def store_owner(work: UnitOfWork, delivery_id: UUID, tag: str) -> None:
    """Store the owner tag of a delivery."""
    await work.driver.execute(_STORE_OWNER, delivery_id, tag)


async def newest_first(
    work: UnitOfWork, before: tuple[datetime, UUID] | None, state: DeliveryState | None, limit: int
) -> list[DeliveryRow]:
    """Return at most ``limit`` deliveries older than the one at ``before``, optionally of one state."""
    query = select(DeliveryRow).order_by(col(DeliveryRow.created_at).desc(), col(DeliveryRow.id).desc()).limit(limit)
    if before is not None:
        query = query.where(tuple_(col(DeliveryRow.created_at), col(DeliveryRow.id)) < before)
    if state is not None:
        query = query.where(DeliveryRow.state == state)
    return list((await work.session.exec(query)).all())


async def failed_about_requests(work: UnitOfWork) -> list[DeliveryRow]:
    """Return the failed deliveries to departments. Each waits for a person, so there are few."""
    failed = (DeliveryRow.state == DeliveryState.FAILED, col(DeliveryRow.request_id).is_not(None))
    return list((await work.session.exec(select(DeliveryRow).where(*failed))).all())


async def erase_deliveries_about(work: UnitOfWork, question_id: UUID) -> None:
    """End every unfinished delivery about an erased question."""
    await work.driver.execute(_ERASE, question_id, work.clock.now())


async def count_deliveries_to_askers(work: UnitOfWork) -> Mapping[DeliveryState, int]:
    """Return the number of deliveries to askers in each state but the ends, which hold ever more."""
    return dict(await work.driver.fetch(_COUNT))


async def count_held_notifications(work: UnitOfWork) -> int:
    """Return the number of notifications that wait for their question."""
    return (await work.session.exec(select(func.count()).select_from(HeldNotificationRow))).one()


async def overdue_since(work: UnitOfWork, now: datetime) -> datetime | None:
    """Return the moment since when a delivery to an asker has been due longest; None if none is due."""
    due = col(DeliveryRow.state).in_(UNFINISHED) & (col(DeliveryRow.due_at) <= now)
    to_askers = select(func.min(DeliveryRow.due_at)).where(due, col(DeliveryRow.question_id).is_not(None))
    return (await work.session.exec(to_askers)).one()
