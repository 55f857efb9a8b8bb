"""What a service does with a received event."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from loket_shared.contracts.event import Event
from loket_shared.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Incoming(Generic[E]):
    """One received event with what the wire says of it.

    ``time`` is when it was recorded; ``sequence`` its place among the events of its topic and key.
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
    """A handler of mails about questions: one about a contribution request is passed over unopened.

    So nothing that becomes of it here, not even a failure, tells that there is such a request.
    """

    handle: Callable[[UnitOfWork, Incoming[E]], Awaitable[None]]

    async def __call__(self, work: UnitOfWork, incoming: Incoming[E]) -> None:
        """Handle the event."""
        await self.handle(work, incoming)


Handler = Callable[[UnitOfWork, Incoming[E]], Awaitable[None]]
"""Handles one event inside the unit of work, which it never commits.

A ``TransientFailure`` or a lost connection makes it run again later; ``Erased`` passes the event
over; a ``PermanentFailure`` makes the event a dead letter. Any other exception makes it run again
until the limits of ``retry`` are reached.
"""
