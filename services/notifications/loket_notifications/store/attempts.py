"""Attempts at deliveries: taken by one sender at a time, kept, and ended. One statement does each for many.

These are hot paths, so they bypass the object mapper.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from pydantic import ValidationError

from loket_notifications.domain.delivery import DeliveryState, Outcome
from loket_notifications.domain.notification import Addressee
from loket_notifications.store.deliveries import place_of_addressee
from loket_shared.contracts.texts import Language
from loket_shared.failures import PermanentError
from loket_shared.sealing.keys import KeyState
from loket_shared.unit_of_work import UnitOfWork

# The locks are taken in the first part: PostgreSQL may run a subquery with a limit more than once.
_TAKE = """
    WITH due AS (
        SELECT id, due_at FROM deliveries WHERE state IN ('waiting', 'sending') AND due_at <= $1 AND id <> ALL($4)
        ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
    )
    UPDATE deliveries AS taken SET state = 'sending', attempts = attempts + 1, due_at = $2
    FROM due WHERE taken.id = due.id
    RETURNING due.due_at, taken.id, attempts, cause_id, occasion, question_id, reference, request_id, language,
              addressee, created_at, give_up_at, traceparent
"""
_ATTEMPTS = "unnest($1::uuid[], $2::int[]) AS attempt (id, number)"
_HELD = "delivery.id = attempt.id AND delivery.attempts = attempt.number AND delivery.state = 'sending'"
_RETURN = f"""
    UPDATE deliveries AS delivery SET state = 'waiting', attempts = attempts - 1, due_at = $3
    FROM {_ATTEMPTS} WHERE {_HELD}
"""  # noqa: S608 - constants
_RENEW = f"UPDATE deliveries AS delivery SET due_at = $3 FROM {_ATTEMPTS} WHERE {_HELD}"  # noqa: S608 - constants
_END = f"""
    UPDATE deliveries AS delivery
    SET state = attempt.state, failure = attempt.failure, due_at = attempt.retry_at,
        ended_at = CASE WHEN attempt.retry_at IS NULL THEN $6::timestamptz END
    FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[])
         AS attempt (id, number, state, failure, retry_at)
    WHERE {_HELD} RETURNING delivery.id
"""  # noqa: S608 - constants


class Attempt(NamedTuple):
    """One attempt at a delivery, with the columns that its message is made from; ``number`` counts from 1."""

    delivery_id: UUID
    number: int
    cause_id: UUID
    occasion: str
    question_id: UUID | None
    reference: str | None
    request_id: UUID | None
    language: Language
    addressee: bytes
    created_at: datetime
    give_up_at: datetime
    traceparent: str | None

    @property
    def about(self) -> UUID:
        """The id of the question or of the request: the key of the events about the delivery."""
        return cast(UUID, self.question_id or self.request_id)


async def take_due(work: UnitOfWork, lease_ends: datetime, most: int, held: Collection[UUID]) -> list[Attempt]:
    """Begin and return an attempt at each of up to ``most`` deliveries: those that have been due longest, in order.

    Deliveries that another sender holds are skipped. If an attempt has not ended by ``lease_ends``, another sender may
    take its delivery; so attempts that never end are recovered. ``held`` are the deliveries that this sender tries
    already: while the database is away their leases may end.
    """
    rows = await work.driver.fetch(_TAKE, work.clock.now(), lease_ends, most, held)
    return [Attempt(*row[1:]) for row in sorted(rows, key=lambda row: (row[0], row[1]))]


async def return_untried(work: UnitOfWork, attempts: Sequence[Attempt]) -> None:
    """Undo ``take_due`` for ``attempts``: the deliveries are due at once, and no attempt counts."""
    await work.driver.execute(_RETURN, *_numbers(attempts), work.clock.now())


async def renew_leases(work: UnitOfWork, attempts: Sequence[Attempt], lease_ends: datetime) -> None:
    """Extend the lease of each attempt; nothing happens to a delivery that another sender took over."""
    await work.driver.execute(_RENEW, *_numbers(attempts), lease_ends)


async def end_attempts(work: UnitOfWork, ended: Sequence[tuple[Attempt, Outcome]]) -> set[UUID]:
    """Record the outcomes and return the ids of the deliveries that now have them.

    Nothing happens to a delivery that another sender took over, or that was ended by an erasure.
    """
    attempts, outcomes = zip(*ended, strict=True)
    columns = zip(*outcomes, strict=True)
    rows = await work.driver.fetch(_END, *_numbers(attempts), *map(list, columns), work.clock.now())
    return {row["id"] for row in rows}


async def open_addressees(work: UnitOfWork, attempts: Sequence[Attempt]) -> list[Addressee | Outcome]:
    """Return the addressee of each delivery, or the outcome of one whose addressee is erased or unreadable.

    Raises:
        VaultUnreachableError: a key is needed and the vault does not answer.
    """
    try:
        opened = await _open(work, attempts)
    except PermanentError:
        # A value that does not open is found among the others by opening each by itself.
        return [await _open_alone(work, attempt) for attempt in attempts]
    return [_addressee(value) for value in opened]


async def _open_alone(work: UnitOfWork, attempt: Attempt) -> Addressee | Outcome:
    try:
        (opened,) = await _open(work, [attempt])
    except PermanentError:
        return _UNREADABLE
    return _addressee(opened)


async def _open(work: UnitOfWork, attempts: Sequence[Attempt]) -> list[bytes | KeyState]:
    sealed = [(attempt.addressee, place_of_addressee(attempt.delivery_id).aad) for attempt in attempts]
    return await work.sealer.open_many(sealed)


_ERASED = Outcome(DeliveryState.ERASED)
_UNREADABLE = Outcome(DeliveryState.FAILED, "addressee-unreadable")


def _addressee(opened: bytes | KeyState) -> Addressee | Outcome:
    if isinstance(opened, KeyState):
        return _ERASED if opened is KeyState.DESTROYED else _UNREADABLE
    try:
        return Addressee.model_validate_json(opened)
    except ValidationError:
        return _UNREADABLE


def _numbers(attempts: Sequence[Attempt]) -> tuple[list[UUID], list[int]]:
    return [attempt.delivery_id for attempt in attempts], [attempt.number for attempt in attempts]
