"""The mail server: a message gets its text from a template and goes out by SMTP (RFC 5321)."""

from dataclasses import asdict, dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal, Protocol

import aiosmtplib
from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from loket_notifications.domain.message import Message, MessageFacts, MessageText
from loket_notifications.domain.notification import NotificationKind
from loket_shared.contracts.texts import Language

FIRST_PERMANENT_REPLY = 500
"""From here on a reply says that the same attempt will not succeed later (RFC 5321, section 4.2.1)."""

_SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""A server that does not say 8BITMIME takes no other bytes (RFC 6152, section 3)."""

Security = Literal["none", "starttls", "tls"]


class MailError(Exception):
    """A message was not sent; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporaryMailError(MailError):
    """The server may not have accepted the message; the same message is sent again later."""


class PermanentMailError(MailError):
    """The server will never accept this message as it is; a person has to look at it."""


class MailTransport(Protocol):
    """Sends messages."""

    async def send(self, message: Message) -> None:
        """Return once the message is accepted.

        Raises:
            TemporaryMailError: the message was not accepted, or that is unknown.
            PermanentMailError: the message will never be accepted.
        """


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


class SmtpTransport:
    """Sends messages to one server over one connection, which is opened when needed."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._client = _Client(server)

    async def send(self, message: Message) -> None:
        """Return once the server has accepted the message; raises as ``MailTransport.send`` does."""
        email = as_email(message, self._server.sender)
        recipient = str(email["To"].addresses[0].addr_spec)
        try:
            if not self._client.is_connected:
                await self._client.connect()
            await self._client.send_message(email, recipients=[recipient])
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            self._client.close()
            raise _mail_error(error) from error

    async def disconnect(self) -> None:
        """Close the connection when nothing is to be sent; servers close idle connections anyway."""
        if self._client.is_connected:
            try:
                await self._client.quit()
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                self._client.close()


def as_email(message: Message, sender: str) -> EmailMessage:
    """Return the message in Internet format (RFC 5322), marked so that no software answers it (RFC 3834).

    Raises:
        PermanentMailError: the address is not valid.
    """
    email = EmailMessage(policy=_SEVEN_BITS)
    email["From"] = sender
    email["To"] = _address(message.address)
    email["Subject"] = message.text.subject
    email["Date"] = message.written_at
    email["Message-ID"] = f"<{message.delivery_id}@{sender.rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"
    # Exchange ignores Auto-Submitted and answers all the same, unless this header says not to.
    email["X-Auto-Response-Suppress"] = "All"
    email.set_content(message.text.body)
    email["Content-Language"] = message.language
    return email


def _address(text: str) -> Address:
    """Return the address with its domain in ASCII (RFC 5891, section 4.4)."""
    try:
        known = validate_email(text, check_deliverability=False)
        return Address(username=known.local_part, domain=known.ascii_domain)
    except (EmailNotValidError, ValueError) as error:
        raise PermanentMailError("address-unusable") from error


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


_TEMPLATES = Environment(
    loader=PackageLoader("loket_notifications", "templates"),
    undefined=StrictUndefined,
    autoescape=select_autoescape(default=False),
    keep_trailing_newline=True,
)


def template_of(kind: NotificationKind, language: Language) -> Template:
    """Return the template of ``kind`` in ``language``."""
    return _TEMPLATES.get_template(f"{language}/{kind}.txt")


def render_text(facts: MessageFacts) -> MessageText:
    """Return the text with these facts; the first line of a template is its subject."""
    subject, _, body = template_of(facts.kind, facts.language).render(asdict(facts)).partition("\n")
    return MessageText(subject.strip(), body.strip() + "\n")
