"""The mail catcher: accepts messages by SMTP, stores them in a file, and shows them over HTTP."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

_TEMPLATES = Environment(loader=PackageLoader("loket_stack.mail"), autoescape=True, undefined=StrictUndefined)
LARGEST_MESSAGE = 10 << 20
_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"


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
    """Every message received, the oldest first; ``failing`` makes the catcher refuse new ones for a while.

    The file of the messages survives a restart.
    """

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


class Failing(BaseModel):
    """The body of ``POST /failing``: whether new messages are refused, for tests."""

    failing: bool


def create_mail_catcher(mailbox: Mailbox, smtp_port: int) -> FastAPI:
    """Return the application that shows ``mailbox``; while it runs, it accepts mail at ``smtp_port``."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with listen_for_mail(mailbox, smtp_port):
            yield

    app = FastAPI(title="Mail catcher", openapi_url=None, redirect_slashes=False, lifespan=lifespan)

    @app.get("/messages")
    async def messages(skip: Annotated[int, Query(ge=0)] = 0) -> list[ReceivedMessage]:
        return mailbox.messages[skip:]

    @app.post("/failing")
    async def fail(wanted: Failing) -> Failing:
        mailbox.failing = wanted.failing
        return wanted

    @app.get("/health/live")
    @app.get("/health/ready")
    async def health() -> dict[str, bool]:
        return {"ready": True}

    @app.get("/mail.css")
    async def style() -> Response:
        return Response(files("loket_stack.mail").joinpath("mail.css").read_bytes(), media_type="text/css")

    @app.get("/")
    async def page() -> HTMLResponse:
        newest_first = mailbox.messages[::-1]
        body = _TEMPLATES.get_template("messages.html").render(messages=newest_first, failing=mailbox.failing)
        return HTMLResponse(body, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"})

    return app


class SmtpHandler:
    """Accepts each message; refuses it temporarily while the mailbox is set to fail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Handle the end of a message's data; aiosmtpd calls this method by its name."""
        if self._mailbox.failing:
            return "451 4.3.0 Told to fail; try again later"
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        self._mailbox.keep(ReceivedMessage.received(data, envelope.rcpt_tos, datetime.now(UTC)))
        return "250 2.0.0 Kept"


@asynccontextmanager
async def listen_for_mail(mailbox: Mailbox, port: int) -> AsyncIterator[None]:
    """Listen for SMTP on the loopback address while the block runs."""

    def serve() -> SMTP:
        return SMTP(
            SmtpHandler(mailbox), data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, hostname="mail.example"
        )

    server = await asyncio.get_running_loop().create_server(serve, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
