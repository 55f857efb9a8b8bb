"""The gate before the routes: what is too large, of the wrong type or broken goes no further."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.http.errors import error_response
from loket_shared.http.media import accepts_json, is_json
from loket_shared.http.paths import is_api
from loket_shared.http.sound_body import is_sound

LARGEST_BODY = 4 << 20
"""A question with every field at its limit fits, also where each character is written as two escapes."""

LARGEST_DRAINED = 64 << 20
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class RequestGate:
    """Reads the whole body once, judges it, and hands it on; refuses with 400, 404, 406, 413 or 415."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _check_address(scope)
            if scope["method"] in _METHODS_WITH_BODY:
                body = await _read(receive)
                _check_body(scope, body)
                receive = _replayed(body, receive)
        except HTTPException as refused:
            answer = error_response(Request(scope), refused)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _check_address(scope: Scope) -> None:
    if "\0" in scope["path"]:
        raise HTTPException(404)
    if b"%00" in scope["query_string"]:
        raise HTTPException(400)
    if is_api(scope["path"]) and not accepts_json(Headers(scope=scope).get("accept", "")):
        raise HTTPException(406)


def _check_body(scope: Scope, body: bytes) -> None:
    if not body:
        return
    content_type = Headers(scope=scope).get("content-type", "")
    if is_api(scope["path"]) and not is_json(content_type):
        raise HTTPException(415)
    if not is_sound(body, content_type):
        raise HTTPException(400)


async def _read(receive: Receive) -> bytes:
    """Return the body; one that is too large is read on without being kept, so that the sender gets to the answer."""
    body, size, more = bytearray(), 0, True
    while more and size <= LARGEST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        size += len(message.get("body", b""))
        if size <= LARGEST_BODY:
            body += message.get("body", b"")
        more = message.get("more_body", False)
    if size > LARGEST_BODY:
        raise HTTPException(413)
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
