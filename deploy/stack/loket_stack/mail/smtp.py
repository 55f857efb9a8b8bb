"""The SMTP side of the mail catcher."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiosmtpd.smtp import SMTP, Envelope, Session

from loket_stack.mail.mailbox import Mailbox, Message

LARGEST_MESSAGE = 10 << 20


class Catcher:
    """Takes each message, or refuses it for now while the mailbox is told to fail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Answer the end of a message's data; aiosmtpd calls this by its name."""
        if self._mailbox.failing:
            return "451 4.3.0 Told to fail; try again later"
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        self._mailbox.keep(Message.received(data, envelope.rcpt_tos, datetime.now(UTC)))
        return "250 2.0.0 Kept"


@asynccontextmanager
async def catching(mailbox: Mailbox, port: int) -> AsyncIterator[None]:
    """Listen for SMTP on the loopback address while the block runs."""

    def serve() -> SMTP:
        return SMTP(Catcher(mailbox), data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, hostname="mail.example")

    server = await asyncio.get_running_loop().create_server(serve, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
