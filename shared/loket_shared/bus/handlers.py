"""The types of event handlers and of their argument."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from loket_shared.contracts.event import Event
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
class OfQuestions(Generic[E]):
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
