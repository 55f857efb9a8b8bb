"""The loops that send letters for as long as the service runs."""

import asyncio
from types import TracebackType
from typing import cast

import structlog

from loket_notifications.domain.letter import Mail
from loket_notifications.gateways.post import Post
from loket_notifications.gateways.smtp import SmtpPost
from loket_notifications.handlers.send_letter import Sender
from loket_notifications.settings import NotificationsSettings
from loket_shared.failures import TransientError
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5
"""How long a new letter waits at most where nothing else is to be sent."""

TURN_SECONDS = 10.0
"""How long a letter that a mail server is slow to take keeps the others waiting."""

SENDERS = 4
"""One sends, and the others take over while a letter is slow."""


async def send_letters(runtime: Runtime) -> None:
    """Send what is due until cancelled: one letter after the other, except beside slow ones."""
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as senders:
        for _ in range(SENDERS):
            senders.create_task(_send_letters(runtime, Turn(lock)))


async def _send_letters(runtime: Runtime, turn: "Turn") -> None:
    settings = cast(NotificationsSettings, runtime.settings)
    post = SmtpPost(settings.smtp_server)
    letters = (settings.department_mailboxes, settings.links, settings.lease)
    sender = Sender(runtime.unit_of_work, YieldingPost(post, turn, TURN_SECONDS), *letters)
    try:
        while True:
            async with turn:
                await _send_what_is_due(sender)
                await post.rest()
                await asyncio.sleep(LOOK_EVERY_SECONDS)
    finally:
        await post.rest()


async def _send_what_is_due(sender: Sender) -> None:
    try:
        await sender.send_due()
    except TransientError as failure:
        _LOG.warning("letters wait", reason=type(failure).__name__)


class Turn:
    """One sender's share in ``lock``, which it may give up before it is done."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._has_lock = False

    async def __aenter__(self) -> None:
        await self._lock.acquire()
        self._has_lock = True

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_up()

    def give_up(self) -> None:
        """Let another sender go on; harmless where that happened already."""
        if self._has_lock:
            self._has_lock = False
            self._lock.release()


class YieldingPost:
    """Hands mails to ``post``, and gives up the turn where one takes longer than ``seconds``."""

    def __init__(self, post: Post, turn: Turn, seconds: float) -> None:
        self._post = post
        self._turn = turn
        self._seconds = seconds

    async def hand_over(self, mail: Mail) -> None:
        """Return once the mail is taken; raises as ``Post.hand_over`` does."""
        slow = asyncio.get_running_loop().call_later(self._seconds, self._turn.give_up)
        try:
            await self._post.hand_over(mail)
        finally:
            slow.cancel()
