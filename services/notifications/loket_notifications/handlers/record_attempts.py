"""Begins attempts at deliveries, and ends them: what share a transaction are the messages of one hand."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import structlog

from loket_notifications.domain.delivery import DeliveryState, Outcome, outcome_of_failure
from loket_notifications.domain.notification import Addressee, Mailboxes
from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_notifications.handlers.messages_in_hand import TakenMessage, TriedMessage
from loket_notifications.store.attempts import Attempt, end_attempts, open_addressees, return_untried, take_due
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.failures import ErasedError, VaultUnreachableError
from loket_shared.local_time import local_date
from loket_shared.observability.tracing import within
from loket_shared.outbox.append import Causation, current_causation
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)

_DELIVERED = Outcome(DeliveryState.DELIVERED)
_NO_ADDRESS = Outcome(DeliveryState.FAILED, "address-unusable")


class Taken(NamedTuple):
    """The messages to send; ``more`` is True if further deliveries may be due."""

    messages: Sequence[TakenMessage]
    more: bool


NOTHING = Taken((), more=False)


async def begin_attempts(
    work: UnitOfWork, mailboxes: Mailboxes, lease: timedelta, most: int, held: Collection[UUID]
) -> Taken:
    """Take up to ``most`` due deliveries but those in ``held``, and record them as being sent.

    A delivery whose addressee is erased or unreadable is ended. While the vault is unreachable no addressee can be
    read, so the deliveries are returned and nothing counts as due.
    """
    now = work.clock.now()
    attempts = await take_due(work, now + lease, most, held)
    if not attempts:
        return NOTHING
    try:
        addressees = await open_addressees(work, attempts)
    except VaultUnreachableError:
        _LOG.warning("messages wait", reason="the vault is away")
        await return_untried(work, attempts)
        return NOTHING
    taken = [_to_send(*each, mailboxes, local_date(now)) for each in zip(attempts, addressees, strict=True)]
    over = [(attempt, end) for attempt, end in zip(attempts, taken, strict=True) if isinstance(end, Outcome)]
    if over:
        await end_attempts(work, over)
    return Taken([each for each in taken if isinstance(each, TakenMessage)], more=len(attempts) == most)


def _to_send(
    attempt: Attempt, addressee: Addressee | Outcome, mailboxes: Mailboxes, today: date
) -> TakenMessage | Outcome:
    if isinstance(addressee, Outcome):
        return addressee
    try:
        return TakenMessage(attempt, addressee, addressee.address(mailboxes, today))
    except KeyError:
        return _NO_ADDRESS


async def conclude_attempts(work: UnitOfWork, messages: Sequence[TriedMessage]) -> None:
    """Record the outcomes of attempts, and publish the final ones.

    Nothing happens to a delivery that its attempt lost: its question was erased meanwhile, or the attempt took so long
    that another sender took it over.
    """
    now = work.clock.now()
    outcomes = [_outcome(message, now) for message in messages]
    ended = [(message.taken.attempt, outcome) for message, outcome in zip(messages, outcomes, strict=True)]
    recorded = await end_attempts(work, ended)
    final = [message for message, outcome in zip(messages, outcomes, strict=True) if outcome.retry_at is None]
    # The keys come in order, as in every transaction that publishes for several: none waits for another in a circle.
    for message in sorted(final, key=lambda message: message.taken.attempt.about):
        if message.taken.attempt.delivery_id in recorded:
            with _caused_by_event_of(message):
                await _publish_outcome(work, message, now)


def _outcome(message: TriedMessage, now: datetime) -> Outcome:
    error, attempt = message.error, message.taken.attempt
    if error is None:
        return _DELIVERED
    refused = isinstance(error, PermanentMailError)
    return outcome_of_failure(error.code, attempt.number, now, attempt.give_up_at, refused=refused)


async def _publish_outcome(work: UnitOfWork, message: TriedMessage, ended_at: datetime) -> None:
    """Publish the outcome of a delivery; for a mail to a department the time is in the sealed part."""
    taken, delivered = message.taken, message.error is None
    attempt, question_id = taken.attempt, taken.addressee.question_id
    about: dict[str, Any]
    if attempt.request_id is None:
        details = DeliveryDetails(
            question_id=question_id,
            recipient=taken.address,
            occasion=attempt.occasion,
            written_at=attempt.created_at,
        )
        about = {"question_id": attempt.question_id, "reference": attempt.reference, "to_asker": details}
        about["delivered_at" if delivered else "failed_at"] = ended_at
    else:
        details = DeliveryDetails(question_id=question_id, recipient=taken.address, ended_at=ended_at)
        about = {"request_id": attempt.request_id, "to_department": details}
    kind = NotificationDelivered if delivered else NotificationFailed
    event = kind(delivery_id=attempt.delivery_id, **about)
    try:
        await work.publish(event)
    except ErasedError:
        # The question was erased while its message was being sent, so no outcome is published.
        return


@contextmanager
def _caused_by_event_of(message: TriedMessage) -> Iterator[None]:
    """Continue the trace of the message, and name the event that caused its delivery, in what is published here.

    An event about a department's work must not be named (docs/architecture.md#confidentiality).
    """
    attempt = message.taken.attempt
    linked = attempt.question_id is not None
    cause = current_causation.set(Causation(str(attempt.cause_id), str(attempt.about), linked=linked))
    try:
        with within(message.trace):
            yield
    finally:
        current_causation.reset(cause)
