"""The mail server: messages go out by SMTP (RFC 5321)."""

import asyncio
import time
from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from loket_notifications.domain.message import Message
from loket_notifications.gateways.mail_transport import MailError, PermanentMailError, TemporaryMailError
from loket_notifications.gateways.message_format import as_email

FIRST_PERMANENT_REPLY = 500
"""From here on a reply says that the same attempt will not succeed later (RFC 5321, section 4.2.1)."""

Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True)
class SmtpServer:
    """The mail server, and the sender of all messages.

    ``attempt_seconds`` limits everything before the message. ``end_of_data_seconds`` limits the server's
    reply to the message. The server checks the content before it replies, so a client waits ten minutes
    (RFC 5321, section 4.5.3.2.6).
    """

    host: str
    port: int
    security: Security
    sender: str
    attempt_seconds: float
    end_of_data_seconds: float


class _Client(aiosmtplib.SMTP):
    """An SMTP client with a separate timeout for the end of the message."""

    def __init__(self, server: SmtpServer) -> None:
        self._end_of_data_seconds = server.end_of_data_seconds
        super().__init__(
            hostname=server.host,
            port=server.port,
            timeout=server.attempt_seconds / 3,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
        )

    async def data(self, message: str | bytes, /, **_: object) -> aiosmtplib.SMTPResponse:
        return await super().data(message, timeout=self._end_of_data_seconds)


_MESSAGE_REFUSED = (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError, aiosmtplib.SMTPNotSupported)
"""After these errors the connection takes the next message; the client has reset it (RFC 5321, section 4.1.1.5)."""


class SmtpTransport:
    """Sends messages to one server over one connection, which is opened when needed and kept for the next message."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._client = _Client(server)
        self._used_at = 0.0

    async def send(self, message: Message) -> None:
        """Return once the server has accepted the message; raises as ``MailTransport.send`` does."""
        email = as_email(message, self._server.sender)
        try:
            if not self._client.is_connected:
                await self._client.connect()
            await self._client.send_message(email)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            if not isinstance(error, _MESSAGE_REFUSED):
                self._client.close()
            raise _mail_error(error) from error
        except asyncio.CancelledError:
            self._client.close()
            raise
        finally:
            self._used_at = time.monotonic()

    async def disconnect(self, idle_seconds: float = 0.0) -> None:
        """Close the connection if it was idle for ``idle_seconds``; servers close idle connections anyway."""
        if self._client.is_connected and time.monotonic() - self._used_at >= idle_seconds:
            try:
                await self._client.quit()
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                self._client.close()


def _mail_error(error: Exception) -> MailError:
    """Return a permanent error for a refused message, and a temporary one for a failure of the server."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            return _mail_error(first)
        case aiosmtplib.SMTPRecipientRefused(code=code) | aiosmtplib.SMTPDataError(code=code):
            kind = PermanentMailError if code >= FIRST_PERMANENT_REPLY else TemporaryMailError
            return kind(f"smtp-{code}")
        case aiosmtplib.SMTPResponseException(code=code):
            return TemporaryMailError(f"smtp-{code}")
        case aiosmtplib.SMTPNotSupported():
            return PermanentMailError("address-not-supported")
        case TimeoutError():
            return TemporaryMailError("timeout")
        case _:
            return TemporaryMailError("unreachable")
