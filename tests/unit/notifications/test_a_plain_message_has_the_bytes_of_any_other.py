"""The short way to the bytes of a plain message ends where the standard library does."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import get_args
from uuid import UUID

import pytest
from aiosmtplib.email import flatten_message
from aiosmtplib.protocol import normalize_message_line_endings
from hypothesis import example, given
from hypothesis import strategies as st

from loket_notifications.domain.message import Links, Message, MessageFacts, MessageText
from loket_notifications.domain.notification import NotificationKind
from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_notifications.gateways.message_format import address_of, as_email, as_plain_bytes
from loket_notifications.gateways.message_text import render_text
from loket_shared.contracts.texts import Language

SENDER = "noreply@loket.example"
REQUEST = UUID("0192f0c1-7c3a-7def-8a00-000000000002")
LINKS = [
    Links("http://127.0.0.1:8001", "http://127.0.0.1:8003"),
    Links("https://vragen.loket-kennisveiligheid.example", "https://werkplek.loket-kennisveiligheid.example"),
]
MESSAGE = Message(
    delivery_id=UUID("0192f0c1-7c3a-7def-8a00-000000000003"),
    written_at=datetime(2026, 11, 23, 9, 30, 5, 123456, tzinfo=UTC),
    address="asker@voorbeeldstad.example",
    language="nl",
    text=MessageText("Uw vraag KV-2026-000123", "Goedendag.\n"),
)


def plain_bytes(message: Message, sender: str = SENDER) -> bytes | None:
    plain = as_plain_bytes(message, address_of(message.address).addr_spec, sender)
    return None if plain is None else normalize_message_line_endings(plain)


def usual_bytes(message: Message, bits: str, sender: str = SENDER) -> bytes:
    """Return what aiosmtplib sends of the email, to a server that takes these bits."""
    return normalize_message_line_endings(flatten_message(as_email(message, sender), cte_type=bits))


@pytest.mark.parametrize("bits", ["7bit", "8bit"])
@pytest.mark.parametrize(
    ("kind", "language", "links"), list(product(NotificationKind, get_args(Language), LINKS)), ids=str
)
def test_each_message_of_the_desk_is_plain(kind: NotificationKind, language: Language, links: Links, bits: str) -> None:
    to_department = kind in (NotificationKind.NEW_WORK, NotificationKind.WORK_AT_RISK)
    reference = None if to_department else "KV-2026-000123"
    text = render_text(MessageFacts(kind, language, reference, links.to_page(reference, REQUEST)))
    message = replace(MESSAGE, language=language, text=text)
    assert plain_bytes(message) == usual_bytes(message, bits)


PLAIN_LINE = st.text(st.sampled_from("abz   ,.:-_?~"), max_size=160).map(str.rstrip)
ANY_LINE = st.text(st.sampled_from("ab =é\t\r\x0b"), max_size=20)
BODY = (st.lists(PLAIN_LINE, max_size=20) | st.lists(ANY_LINE, max_size=4)).map(lambda lines: "\n".join(lines) + "\n")
SUBJECT = (st.text(st.sampled_from("abc.? "), max_size=90) | st.text(st.sampled_from("ab =é"), max_size=9)).map(
    str.strip
)
NAME = st.text(st.sampled_from("ab.+-_='"), min_size=1, max_size=64)


@given(SUBJECT, BODY, st.integers(0, 10**10))
@example("Onderwerp", "x" * 78 + "\n", 0)
@example("Onderwerp", "x" * 79 + "\n", 0)
@example("Onderwerp", "x" * 77 + " x\n" * 12, 0)
@example("o" * 69, "Tekst\n", 0)
@example("o" * 70, "Tekst\n", 0)
def test_a_text_that_is_taken_for_plain_is(subject: str, body: str, second: int) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    message = replace(MESSAGE, written_at=moment, text=MessageText(subject, body))
    plain = plain_bytes(message)
    if plain is not None:
        assert plain == usual_bytes(message, "7bit") == usual_bytes(message, "8bit")


@given(NAME, st.integers(1, 60))
def test_an_address_that_is_taken_for_plain_is(name: str, size: int) -> None:
    message = replace(MESSAGE, address=f"{name}@{'u' * size}.example")
    try:
        address_of(message.address)
    except PermanentMailError:
        return
    plain = plain_bytes(message)
    if plain is not None:
        assert plain == usual_bytes(message, "7bit")


@pytest.mark.parametrize("sender", ["Loket <noreply@loket.example>", "'q'@loket.example"])
def test_a_sender_with_a_name_is_left_to_the_standard_library(sender: str) -> None:
    assert plain_bytes(MESSAGE, sender) is None


@pytest.mark.parametrize(
    "text",
    [MessageText("Één vraag", "Tekst\n"), MessageText("Vraag", "één\n"), MessageText("o" * 100, "Tekst\n")],
    ids=["subject", "body", "long"],
)
def test_other_letters_and_long_headers_are_left_to_the_standard_library(text: MessageText) -> None:
    assert plain_bytes(replace(MESSAGE, text=text)) is None
