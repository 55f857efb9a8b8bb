"""The handlers of events, and the dispatcher that runs the handler of each event."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.envelope import open_event
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.outbox.append import Causation, current_causation
from loket_shared.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Incoming(Generic[E]):
    """One received event with its CloudEvents attributes and its place in the log.

    ``time`` is the time at which the event was recorded. ``sequence`` counts the events of its topic and key from 1.
    """

    event: E
    id: str
    source: str
    time: datetime
    sequence: int
    topic: str
    partition: int
    offset: int
    traceparent: str | None


@dataclass(frozen=True)
class QuestionsOnly(Generic[E]):
    """A handler for notifications about questions; an event about a contribution request is passed over unopened.

    Nothing that happens here, not even a failure, then reveals that such a request exists.
    """

    handle: Callable[[UnitOfWork, Incoming[E]], Awaitable[None]]

    async def __call__(self, work: UnitOfWork, incoming: Incoming[E]) -> None:
        """Handle the event."""
        await self.handle(work, incoming)


Handler = Callable[[UnitOfWork, Incoming[E]], Awaitable[None]]
"""Handles one event inside the unit of work; the handler never commits.

After a ``TransientError`` or a lost connection the event is tried again. After an ``ErasedError`` it is passed over.
After a ``PermanentError`` it becomes a dead letter. After any other exception it is tried again, up to the limits in
``retry.py``.
"""


class EventDispatcher:
    """Finds the handler of an event and runs it."""

    def __init__(self, subscriptions: Mapping[type[Event], Handler[Any]]) -> None:
        self._handlers = {kind.TYPE: handler for kind, handler in subscriptions.items()}

    def expected(self, received: ReceivedRecord) -> Outcome:
        """Return the outcome of ``received`` if its handler succeeds."""
        event_type = received.envelope.type
        handler = self._handlers.get(event_type)
        if isinstance(handler, QuestionsOnly) and received.envelope.subject == received.key:
            return Outcome.PASSED
        return Outcome.PASSED if event_type in BY_TYPE and handler is None else Outcome.HANDLED

    async def run(self, received: ReceivedRecord, work: UnitOfWork) -> None:
        """Open ``received`` and run its handler inside ``work``; do nothing for a type that the service does not
        handle.

        Raises:
            ErasedError: the keys of the event, or of its subject, are destroyed.
            UnknownTypeError, UnreadableRecordError, WrongSealError: the event can never be opened.
            Exception: any failure of the handler.
        """
        if self.expected(received) is Outcome.PASSED:
            return
        event = await open_event(received.envelope, work.sealer)
        token = current_causation.set(_causation(received, event))
        try:
            await self._handlers[event.TYPE](work, _incoming(received, event))
        finally:
            current_causation.reset(token)


def _causation(received: ReceivedRecord, event: Event) -> Causation:
    return Causation(received.envelope.id, received.envelope.correlationid, event.LINKED)


def _incoming(received: ReceivedRecord, event: Event) -> Incoming[Event]:
    envelope, record = received.envelope, received.record
    return Incoming(
        event=event,
        id=envelope.id,
        source=envelope.source,
        time=envelope.time,
        sequence=envelope.sequence,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        traceparent=received.traceparent,
    )
