"""The messages that one sender has taken, and the connections that they go out over."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import structlog
from opentelemetry.context import Context, get_current
from opentelemetry.trace import SpanKind

from loket_notifications.domain.message import Message
from loket_notifications.domain.notification import Addressee
from loket_notifications.gateways.mail_transport import MailError, MailTransport, TemporaryMailError
from loket_notifications.store.attempts import Attempt
from loket_shared.observability.tracing import context_of, span

_LOG = structlog.get_logger(__name__)

MOST_IN_HAND = 16
"""The messages that share a transaction, and those that are in doubt after a crash, are at most so many."""


@dataclass(frozen=True)
class TakenMessage:
    """A message that is to be sent to ``address``."""

    attempt: Attempt
    addressee: Addressee
    address: str


@dataclass(frozen=True)
class TriedMessage:
    """A message that was sent, or not because of ``error``; ``trace`` is the trace in which that happened."""

    taken: TakenMessage
    error: MailError | None
    trace: Context


class MessagesInHand:
    """Up to ``MOST_IN_HAND`` messages: each waits for a connection, is under way on one, or was tried.

    A message stays until the outcome of its attempt is recorded.
    """

    def __init__(self, connections: Sequence[MailTransport], write: Callable[[TakenMessage], Message]) -> None:
        self._idle = list(connections)
        self._write = write
        self._waiting = deque[TakenMessage]()
        self._under_way: dict[MailTransport, TakenMessage] = {}
        self._tried: list[TriedMessage] = []
        self._tasks = set[asyncio.Task[None]]()

    def __bool__(self) -> bool:
        return bool(self._waiting or self._under_way or self._tried)

    @property
    def tried(self) -> list[TriedMessage]:
        """The messages whose outcomes are to be recorded, the oldest first."""
        return list(self._tried)

    @property
    def room(self) -> int:
        """The number of messages that may be added when those that were tried are recorded.

        There is no room while every connection is busy.
        """
        return MOST_IN_HAND - len(self._waiting) - len(self._under_way) if self._idle else 0

    @property
    def under_way(self) -> bool:
        """True if the mail server has a message and did not answer yet."""
        return bool(self._under_way)

    @property
    def begun(self) -> list[Attempt]:
        """The attempts that the mail server may know of and whose outcomes are not recorded yet."""
        return [taken.attempt for taken in (*self._under_way.values(), *(tried.taken for tried in self._tried))]

    def add(self, messages: Iterable[TakenMessage]) -> None:
        """Hand the messages to idle connections; each sends one after the other."""
        self._waiting.extend(messages)
        starting, self._idle = self._idle[: len(self._waiting)], self._idle[len(self._waiting) :]
        self._tasks.update(asyncio.create_task(self._send_waiting(connection)) for connection in starting)

    def withdraw(self) -> list[Attempt]:
        """Remove the messages that still wait for a connection, and return their attempts."""
        attempts = [taken.attempt for taken in self._waiting]
        self._waiting.clear()
        return attempts

    def remove_oldest(self, number: int) -> None:
        """Remove the messages that were tried first: their outcomes are recorded."""
        del self._tried[:number]

    async def wait(self, seconds: float) -> None:
        """Return when every message was tried, and after ``seconds`` in any case."""
        if self._tasks:
            done, self._tasks = await asyncio.wait(self._tasks, timeout=seconds)
            await asyncio.gather(*done)

    async def break_off(self) -> None:
        """Stop the connections in the middle of their messages."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send_waiting(self, connection: MailTransport) -> None:
        while self._waiting:
            self._under_way[connection] = taken = self._waiting.popleft()
            self._tried.append(await self._try_to_send(connection, taken))
            del self._under_way[connection]
        self._idle.append(connection)

    async def _try_to_send(self, connection: MailTransport, taken: TakenMessage) -> TriedMessage:
        attempt, error = taken.attempt, None
        attributes: dict[str, str | int] = {"delivery.id": str(attempt.delivery_id), "delivery.attempt": attempt.number}
        with span("send mail", SpanKind.CLIENT, context_of(attempt.traceparent), attributes):
            try:
                await connection.send(self._write(taken))
            except MailError as failure:
                error = failure
                _LOG.warning("message not sent", delivery_id=str(attempt.delivery_id), reason=error.code)
            except Exception as failure:
                error = TemporaryMailError("not-sent")
                # The text of the failure may repeat the address.
                _LOG.error("message not sent", delivery_id=str(attempt.delivery_id), reason=type(failure).__name__)
            return TriedMessage(taken, error, get_current())
