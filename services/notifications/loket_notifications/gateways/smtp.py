"""Handing mails over by SMTP (RFC 5321)."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

import aiosmtplib
from email_validator import EmailNotValidError, validate_email

from loket_notifications.domain.letter import Mail
from loket_notifications.gateways.post import NotNow, Refused

FIRST_PERMANENT_REPLY = 500
"""From here on a reply says that the same attempt will not succeed later (RFC 5321, section 4.2.1)."""

_SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""A server that does not say 8BITMIME takes no other bytes (RFC 6152, section 3)."""

Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over, and as whom.

    ``attempt_seconds`` is how long all may take that comes before the message. ``end_of_data_seconds`` is
    how long the server may take to accept it: a server checks the content there, so a client waits ten
    minutes (RFC 5321, section 4.5.3.2.6).
    """

    host: str
    port: int
    security: Security
    sender: str
    attempt_seconds: float
    end_of_data_seconds: float


class _Client(aiosmtplib.SMTP):
    """A client with a patience of its own for the end of the message."""

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


class SmtpPost:
    """Hands mails to one server over one connection, which is opened when needed."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._client = _Client(server)

    async def hand_over(self, mail: Mail) -> None:
        """Return once the server has taken the mail; raises as ``Post.hand_over`` does."""
        message = as_message(mail, self._server.sender)
        recipient = str(message["To"].addresses[0].addr_spec)
        try:
            if not self._client.is_connected:
                await self._client.connect()
            await self._client.send_message(message, recipients=[recipient])
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            self._client.close()
            raise _failure(error) from error

    async def rest(self) -> None:
        """Give the connection back while there is nothing to send; servers close idle ones anyway."""
        if self._client.is_connected:
            try:
                await self._client.quit()
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                self._client.close()


def as_message(mail: Mail, sender: str) -> EmailMessage:
    """Return the mail as an Internet message (RFC 5322) that nobody's software answers by itself (RFC 3834).

    Raises:
        Refused: the address is none.
    """
    message = EmailMessage(policy=_SEVEN_BITS)
    message["From"] = sender
    message["To"] = _address(mail.address)
    message["Subject"] = mail.letter.subject
    message["Date"] = mail.written_at
    message["Message-ID"] = f"<{mail.delivery_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    # Exchange passes over Auto-Submitted and answers all the same, unless this says not to.
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.letter.body)
    message["Content-Language"] = mail.language
    return message


def _address(text: str) -> Address:
    """Return the address with its domain as mail servers know it (RFC 5891, section 4.4)."""
    try:
        known = validate_email(text, check_deliverability=False)
        return Address(username=known.local_part, domain=known.ascii_domain)
    except (EmailNotValidError, ValueError) as error:
        raise Refused("address-unusable") from error


def _failure(error: Exception) -> NotNow:
    """Tell a mail that is not wanted from a server that is not well: only the first needs a person."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            return _failure(first)
        case aiosmtplib.SMTPRecipientRefused(code=code) | aiosmtplib.SMTPDataError(code=code):
            return Refused(f"smtp-{code}") if code >= FIRST_PERMANENT_REPLY else NotNow(f"smtp-{code}")
        case aiosmtplib.SMTPResponseException(code=code):
            return NotNow(f"smtp-{code}")
        case aiosmtplib.SMTPNotSupported():
            return Refused("address-not-supported")
        case TimeoutError():
            return NotNow("timeout")
        case _:
            return NotNow("unreachable")
