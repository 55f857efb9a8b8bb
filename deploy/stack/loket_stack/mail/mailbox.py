"""The received messages, stored in a file so that they survive a restart."""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class ReceivedMessage(BaseModel):
    """A received message; ``message_id`` has no angle brackets; ``time`` is the moment of receipt."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    message_id: str
    to: str
    subject: str
    text: str
    time: AwareDatetime

    @classmethod
    def received(cls, data: bytes, recipients: Sequence[str], time: datetime) -> Self:
        """Parse a message from SMTP; ``recipients`` are those of the envelope."""
        message = message_from_bytes(data, policy=default)
        return cls(
            message_id=str(message["message-id"] or "").strip("<> "),
            to=", ".join(recipients),
            subject=str(message["subject"] or ""),
            text=_text(message),
            time=time,
        )


class Mailbox:
    """Every message received, the oldest first; ``failing`` makes the catcher refuse new ones for a while."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "messages.jsonl"
        self.failing = False
        self.messages = [ReceivedMessage.model_validate(line) for line in _whole_lines(self._file)]

    def keep(self, message: ReceivedMessage) -> None:
        """Store ``message``; after the return it is on the disk, and may be acknowledged."""
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(message.model_dump_json(by_alias=True) + "\n")
            lines.flush()
            os.fsync(lines.fileno())
        self.messages.append(message)


def _whole_lines(file: Path) -> list[object]:
    """Return the lines of ``file``; an incomplete last line after a crash was never acknowledged, so it is removed."""
    if not file.exists():
        return []
    kept, _, _cut = file.read_text(encoding="utf-8").rpartition("\n")
    file.write_text(f"{kept}\n" if kept else "", encoding="utf-8")
    return [json.loads(line) for line in kept.splitlines()]


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""
