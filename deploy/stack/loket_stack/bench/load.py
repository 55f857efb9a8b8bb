"""An HTTP client with little overhead: kept-alive connections, each with one request after the other."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from loket_stack.console import StackError

_ANSWER_WITHIN = 30.0
_REMEDY = "run the bench again when the machine does less other work"
Question = Mapping[str, object]

STAYS: Question = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "description": "Een universiteit buiten de EU vraagt toegang tot onze opstelling voor geïntegreerde fotonica. "
    "Wat wegen wij mee, wie beslist daarover, en wat leggen wij vast voordat de eerste onderzoeker binnenkomt?",
    "fields": ["photonics"],
    "language": "nl",
    "consentToShare": False,
}
"""Without consent a question stays with the front office: what is measured ends with its case and its mail."""

GOES_ROUND: Question = {
    **STAYS,
    "description": "Een universiteit vraagt toegang tot onze opstelling voor geïntegreerde fotonica.",
    "consentToShare": True,
}
"""A question that goes to three departments."""

MAILS = 5
"""Mails that ``GOES_ROUND`` causes: two to the coordinators of the institution, one to each department."""


class Answer(NamedTuple):
    """The response to a request."""

    status: int
    body: bytes

    def read(self, name: str) -> str:
        """Return a text field of the response's JSON object."""
        document: dict[str, Any] = json.loads(self.body)
        return str(document[name])


class Connection:
    """One connection to a service."""

    def __init__(
        self, head: bytes, question: Question, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._head = head
        self._question = question
        self._reader = reader
        self._writer = writer

    async def hand_in(self, number: int) -> Answer:
        """Submit question ``number`` as a portal does, with an idempotency key.

        Raises:
            StackError: it is refused, or not answered.
        """
        body = json.dumps({**self._question, "subject": f"Samenwerking in de fotonica {number}"}).encode()
        lines = f"Idempotency-Key: {uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        return await self._exchange(self._head + lines + body, HTTPStatus.CREATED)

    async def read(self, path: str, *headers: str) -> Answer:
        """Get the page or the list at ``path``, with the ``headers`` of the reader.

        Raises:
            StackError: it is refused, or not answered.
        """
        lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", "")
        return await self._exchange("\r\n".join(lines).encode(), HTTPStatus.OK)

    async def _exchange(self, request: bytes, expected: HTTPStatus) -> Answer:
        self._writer.write(request)
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                answer = await self._answer()
        except (OSError, EOFError) as error:
            raise StackError(f"the service did not answer: {type(error).__name__}", _REMEDY) from error
        if answer.status != expected:
            raise StackError(f"the service refused a request with status {answer.status}", _REMEDY)
        return answer

    async def _answer(self) -> Answer:
        status, *lines = (await self._reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        lengths = [line.split(b":")[1] for line in lines if line.lower().startswith(b"content-length:")]
        body = await self._reader.readexactly(int(lengths[0]) if lengths else 0)
        return Answer(int(status.split()[1]), body)

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()
        await self._writer.wait_closed()


@asynccontextmanager
async def connections(
    url: str, token: str, count: int, question: Question = STAYS, *, path: str = "/v1/questions", scheme: str = "Bearer"
) -> AsyncIterator[list[Connection]]:
    """Open ``count`` connections to the service at ``url`` for the block, to submit ``question`` to ``path``.

    ``scheme`` says what kind of token ``token`` is.
    """
    address = urlsplit(url)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: {scheme} {token}\r\n"
        "Content-Type: application/json\r\nAccept: application/json\r\n"
    ).encode()
    streams = [await asyncio.open_connection(address.hostname, address.port) for _ in range(count)]
    opened = [Connection(head, question, reader, writer) for reader, writer in streams]
    try:
        yield opened
    finally:
        await asyncio.gather(*(connection.close() for connection in opened), return_exceptions=True)
