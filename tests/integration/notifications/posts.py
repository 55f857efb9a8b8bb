"""Mail carriers that do what a test needs."""

from collections.abc import Awaitable, Callable

from loket_notifications.domain.letter import Mail


class TakingPost:
    """Takes every mail and keeps it; ``while_taking`` runs in the middle of each."""

    def __init__(self, while_taking: Callable[[Mail], Awaitable[None]] | None = None) -> None:
        self.taken: list[Mail] = []
        self._while_taking = while_taking

    async def hand_over(self, mail: Mail) -> None:
        """Keep the mail."""
        self.taken.append(mail)
        if self._while_taking is not None:
            await self._while_taking(mail)


class FailingPost:
    """Takes nothing, and says why."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure
        self.offered: list[Mail] = []

    async def hand_over(self, mail: Mail) -> None:
        """Refuse the mail."""
        self.offered.append(mail)
        raise self.failure
