"""The format of a message on the wire (RFC 5322): marked so that no software answers it (RFC 3834)."""

import re
from email import quoprimime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from loket_notifications.domain.message import Message
from loket_notifications.gateways.mail_transport import PermanentMailError

_SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""A server that does not say 8BITMIME takes no other bytes (RFC 6152, section 3)."""

# Exchange ignores Auto-Submitted and answers all the same, unless the last header says not to.
_NO_ANSWERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}

_LONGEST_LINE = 78
"""Longer lines of a text are encoded; longer headers are folded (RFC 5322, section 2.1.1)."""

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_PLAIN_SUBJECT = re.compile(r"[!-<>-~]+( [!-<>-~]+)*")
_PLAIN_BODY = re.compile(r"([!-<>-~]*(?: +[!-<>-~]+)*\n)+")


def address_of(text: str) -> Address:
    """Return the address with its domain in ASCII (RFC 5891, section 4.4).

    Raises:
        PermanentMailError: the address is not valid.
    """
    try:
        known = validate_email(text, check_deliverability=False)
        return Address(username=known.local_part, domain=known.ascii_domain)
    except (EmailNotValidError, ValueError) as error:
        raise PermanentMailError("address-unusable") from error


def as_email(message: Message, sender: str) -> EmailMessage:
    """Return any message in Internet format.

    Raises:
        PermanentMailError: the address is not valid.
    """
    email = EmailMessage(policy=_SEVEN_BITS)
    email["From"] = sender
    email["To"] = address_of(message.address)
    email["Subject"] = message.text.subject
    email["Date"] = message.written_at
    email["Message-ID"] = _message_id(message, sender)
    for name, value in _NO_ANSWERS.items():
        email[name] = value
    email.set_content(message.text.body)
    email["Content-Language"] = message.language
    return email


def as_plain_bytes(message: Message, recipient: str, sender: str) -> bytes | None:
    """Return the bytes of ``as_email`` for a message in ASCII with short headers; None for any other.

    Nearly every message is such a one. The standard library takes ten times as long for the same bytes.
    """
    subject, body = message.text.subject, message.text.body
    plain = _PLAIN_ADDRESS.fullmatch(recipient) and _PLAIN_ADDRESS.fullmatch(sender)
    if not (plain and _PLAIN_SUBJECT.fullmatch(subject) and _PLAIN_BODY.fullmatch(body)):
        return None
    encoding, text = _encoded(body)
    headers = {
        "From": sender,
        "To": recipient,
        "Subject": subject,
        "Date": format_datetime(message.written_at),
        "Message-ID": _message_id(message, sender),
        **_NO_ANSWERS,
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": encoding,
        "MIME-Version": "1.0",
        "Content-Language": message.language,
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    if max(map(len, lines)) > _LONGEST_LINE:
        return None
    return "\r\n".join([*lines, "", *text.split("\n")]).encode("ascii")


def _encoded(body: str) -> tuple[str, str]:
    """Return the encoding that the standard library would choose, and the text in it."""
    if max(map(len, body.split("\n"))) <= _LONGEST_LINE:
        return "7bit", body
    return "quoted-printable", quoprimime.body_encode(body, _LONGEST_LINE)


def _message_id(message: Message, sender: str) -> str:
    return f"<{message.delivery_id}@{sender.rpartition('@')[2]}>"
