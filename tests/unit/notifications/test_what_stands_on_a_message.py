"""The message says who sent it, carries the delivery's id and is answered by no machine."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Email
from email.policy import default
from uuid import UUID

import pytest

from loket_notifications.domain.message import Message, MessageText
from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_notifications.gateways.message_format import as_email

MESSAGE = Message(
    delivery_id=UUID("0192f0c1-7c3a-7def-8a00-000000000003"),
    written_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    address="asker@voorbeeldstad.example",
    language="nl",
    text=MessageText("Uw vraag KV-2026-000123", "Wij hebben uw vraag ontvangen: één regel.\n"),
)
SENDER = "noreply@loket.example"


def text_of(message: Email) -> str:
    """Return the text as a reader's software decodes it."""
    return str(message_from_bytes(message.as_bytes(), policy=default).get_content())


def test_the_message_id_is_the_delivery_s_id_so_that_a_repeat_is_recognisable() -> None:
    once, again = as_email(MESSAGE, SENDER), as_email(MESSAGE, SENDER)
    assert once["Message-ID"] == "<0192f0c1-7c3a-7def-8a00-000000000003@loket.example>"
    assert once.as_bytes() == again.as_bytes()


def test_the_headers_are_complete() -> None:
    message = as_email(MESSAGE, SENDER)
    assert message["From"] == SENDER
    assert message["To"] == "asker@voorbeeldstad.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"
    assert message["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert text_of(message) == MESSAGE.text.body


@pytest.mark.parametrize("body", ["Ze zei: één regel.\n", "é" * 3000 + "\n", "plain\n", "x" * 3000 + "\n"])
def test_any_server_can_take_its_bytes(body: str) -> None:
    """RFC 5321, section 4.5.3.1.6: no line beyond 1000 bytes; RFC 6152: eight bits only where the server says so."""
    message = as_email(replace(MESSAGE, text=MessageText("Één vraag", body)), SENDER)
    sent = message.as_bytes()
    assert sent.isascii()
    assert max(map(len, sent.splitlines())) < 998
    assert text_of(message).splitlines() == body.splitlines()


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a@b.example\0"]
)
def test_what_is_no_single_address_reaches_no_header(address: str) -> None:
    with pytest.raises(PermanentMailError):
        as_email(replace(MESSAGE, address=address), SENDER)
