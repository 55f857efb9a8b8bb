"""The mail catcher keeps what it acknowledged, over a restart too, and fails when it is told to."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from loket_stack.mail.catcher import Mailbox, create_mail_catcher


def _letter() -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Uw vraag is ontvangen: één kenmerk"
    letter["From"], letter["To"] = "noreply@loket.example", "asker@voorbeeldstad.example"
    letter["Message-ID"] = "<0190-abc@loket.example>"
    letter.set_content("Kenmerk KV-2026-000123.\nMet vriendelijke groet: het loket\n")
    return letter


def test_a_message_is_shown_as_it_was_sent(tmp_path: Path, unused_tcp_port: int) -> None:
    with TestClient(create_mail_catcher(Mailbox(tmp_path), unused_tcp_port)) as http:
        with smtplib.SMTP("127.0.0.1", unused_tcp_port, timeout=10) as smtp:
            smtp.send_message(_letter())
        [message] = http.get("/messages").json()
        page = http.get("/").text
    assert message["messageId"] == "0190-abc@loket.example"
    assert message["to"] == "asker@voorbeeldstad.example"
    assert message["subject"] == "Uw vraag is ontvangen: één kenmerk"
    assert message["text"] == "Kenmerk KV-2026-000123.\nMet vriendelijke groet: het loket\n"
    assert "één kenmerk" in page


def test_messages_outlive_a_restart_and_a_line_cut_off_by_a_crash(
    tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port = unused_tcp_port_factory()
    with (
        TestClient(create_mail_catcher(Mailbox(tmp_path), port)),
        smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp,
    ):
        smtp.send_message(_letter())
    with (tmp_path / "messages.jsonl").open("a") as lines:
        lines.write('{"messageId": "half a li')
    for _ in range(2):
        assert [message.to for message in Mailbox(tmp_path).messages] == ["asker@voorbeeldstad.example"]


def test_it_fails_when_told_to_and_works_again_after(tmp_path: Path, unused_tcp_port: int) -> None:
    with TestClient(create_mail_catcher(Mailbox(tmp_path), unused_tcp_port)) as http:
        http.post("/failing", json={"failing": True})
        with smtplib.SMTP("127.0.0.1", unused_tcp_port, timeout=10) as smtp:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                smtp.send_message(_letter())
            assert refused.value.smtp_code == 451
            http.post("/failing", json={"failing": False})
            smtp.send_message(_letter())
        assert len(http.get("/messages").json()) == 1
