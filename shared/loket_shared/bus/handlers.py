"""The handlers of events, and the dispatcher that runs the handler of each event."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.envelope import fetch_keys, open_event
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.outbox.append import Causation, current_causation
from loket_shared.sealing import Sealer
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


@dataclass(frozen=True)
class Prepared(Generic[E]):
    """A handler with a slow part that needs no transaction.

    ``prepare`` runs for all events of a batch at the same time, before their transaction opens; ``handle`` gets its
    result. A failure of ``prepare`` counts as a failure of the handler.
    """

    prepare: Callable[[E], Awaitable[Any]]
    handle: Callable[[UnitOfWork, Incoming[E], Any], Awaitable[None]]

    async def __call__(self, work: UnitOfWork, incoming: Incoming[E]) -> None:
        """Handle an event that was not prepared."""
        await self.handle(work, incoming, await self.prepare(incoming.event))


class OpenedEvent(NamedTuple):
    """The event in a record, and the result of its handler's ``prepare``."""

    event: Event
    prepared: Any


class EventDispatcher:
    """Finds the handler of an event and runs it."""

    def __init__(self, subscriptions: Mapping[type[Event], Handler[Any]], sealer: Sealer) -> None:
        self._sealer = sealer
        self._handlers = {kind.TYPE: handler for kind, handler in subscriptions.items()}

    def expected(self, received: ReceivedRecord) -> Outcome:
        """Return the outcome of ``received`` if its handler succeeds."""
        event_type = received.envelope.type
        handler = self._handlers.get(event_type)
        if isinstance(handler, QuestionsOnly) and received.envelope.subject == received.key:
            return Outcome.PASSED
        return Outcome.PASSED if event_type in BY_TYPE and handler is None else Outcome.HANDLED

    async def fetch_keys(self, events: Sequence[ReceivedRecord]) -> None:
        """Ask the vault for the keys of several events in one round trip, before they are opened.

        Raises:
            VaultUnreachableError: the vault does not answer.
        """
        handled = [event.envelope for event in events if self.expected(event) is Outcome.HANDLED]
        if len(handled) > 1:
            await fetch_keys(handled, self._sealer)

    async def open(self, received: ReceivedRecord) -> OpenedEvent | None:
        """Open ``received`` and prepare its handling; return None for a type that the service does not handle.

        Raises:
            ErasedError: the keys of the event, or of its subject, are destroyed.
            UnknownTypeError, UnreadableRecordError, WrongSealError: the event can never be opened.
            VaultUnreachableError: the vault does not answer.
            Exception: any failure of the preparation.
        """
        if self.expected(received) is Outcome.PASSED:
            return None
        event = await open_event(received.envelope, self._sealer)
        handler = self._handlers[event.TYPE]
        return OpenedEvent(event, await handler.prepare(event) if isinstance(handler, Prepared) else None)

    async def handle(self, received: ReceivedRecord, opened: OpenedEvent | None, work: UnitOfWork) -> None:
        """Run the handler inside ``work``, if the service handles the type; raises any failure of the handler."""
        if opened is None:
            return
        incoming, handler = _incoming(received, opened.event), self._handlers[opened.event.TYPE]
        token = current_causation.set(_causation(received, opened.event))
        try:
            if isinstance(handler, Prepared):
                await handler.handle(work, incoming, opened.prepared)
            else:
                await handler(work, incoming)
        finally:
            current_causation.reset(token)

    async def run(self, received: ReceivedRecord, work: UnitOfWork) -> None:
        """Open ``received`` and run its handler inside ``work``; raises the errors of both."""
        await self.handle(received, await self.open(received), work)


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
