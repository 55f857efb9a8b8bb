"""The HTTP side of the mail catcher."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel

from loket_stack.mail.mailbox import Mailbox, Message
from loket_stack.mail.smtp import catching

_TEMPLATES = Environment(loader=PackageLoader("loket_stack.mail"), autoescape=True, undefined=StrictUndefined)
_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"


class Failing(BaseModel):
    """Whether new messages are refused, for tests of what happens when mail is down."""

    failing: bool


def create_mail_catcher(mailbox: Mailbox, smtp_port: int) -> FastAPI:
    """Return the application that shows ``mailbox``; while it runs, mail is taken at ``smtp_port``."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with catching(mailbox, smtp_port):
            yield

    app = FastAPI(title="Mail catcher", openapi_url=None, redirect_slashes=False, lifespan=lifespan)

    @app.get("/messages")
    async def messages(skip: Annotated[int, Query(ge=0)] = 0) -> list[Message]:
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
