"""Mail transports that do what a test needs."""

from collections.abc import Awaitable, Callable

from loket_notifications.domain.message import Message


class AcceptingTransport:
    """Accepts every message and keeps it; ``while_taking`` runs in the middle of each."""

    def __init__(self, while_taking: Callable[[Message], Awaitable[None]] | None = None) -> None:
        self.taken: list[Message] = []
        self._while_taking = while_taking

    async def send(self, message: Message) -> None:
        """Keep the message."""
        self.taken.append(message)
        if self._while_taking is not None:
            await self._while_taking(message)


class FailingTransport:
    """Takes nothing, and says why."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure
        self.offered: list[Message] = []

    async def send(self, message: Message) -> None:
        """Refuse the message."""
        self.offered.append(message)
        raise self.failure
