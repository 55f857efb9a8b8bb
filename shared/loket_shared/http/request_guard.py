"""The guard before the routes: refuses unauthenticated, oversized and malformed requests."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.failures import DomainError
from loket_shared.http.content_negotiation import accepts_json, is_form, is_json
from loket_shared.http.json_body import keep_json, read_json
from loket_shared.http.problem_details import error_response
from loket_shared.http.route_rules import RouteRules, is_api
from loket_shared.identity.tokens import authenticate

LARGE = 256 << 10
"""Bytes from which on the checks of a body run in a thread."""

_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_SINGLE = frozenset({b"host", b"content-length", b"content-type", b"transfer-encoding", b"authorization"})
"""Headers that may occur once only: two programs could interpret a request with two of them differently."""


class RequestGuard:
    """Authenticates the caller, reads the whole body once, checks it, and passes it on.

    Refuses with 400, 401, 404, 406, 413 or 415.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._rules: RouteRules | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            handed_on = await self._judged(scope, receive)
        except (HTTPException, DomainError) as refused:
            answer = error_response(Request(scope), refused)
            await answer(scope, receive, send)
            return
        if handed_on is not None:
            await self._app(scope, handed_on, send)

    async def _judged(self, scope: Scope, receive: Receive) -> Receive | None:
        """Return the channel from which the routes receive; None if the client disconnected before its body was
        complete.
        """
        _check_head(scope)
        if self._rules is None:
            self._rules = RouteRules(scope["app"])
        rule = self._rules.of(scope["method"], scope["path"])
        if rule.needs_token:
            await authenticate(Request(scope))
        _check_accept(scope)
        if scope["method"] not in _METHODS_WITH_BODY:
            return receive
        body = await _read(scope, receive, rule.largest)
        if body is None:
            return None
        await _check_body(scope, body)
        return _replayed(body, receive)


def _check_head(scope: Scope) -> None:
    single = [name for name, _ in scope["headers"] if name in _SINGLE]
    if len(single) > len(set(single)) or (scope["http_version"] != "1.0" and b"host" not in single):
        raise HTTPException(400)
    if "\0" in scope["path"]:
        raise HTTPException(404)
    if b"%00" in scope["query_string"]:
        raise HTTPException(400)


def _check_accept(scope: Scope) -> None:
    if is_api(scope["path"]) and not accepts_json(Headers(scope=scope).get("accept", "")):
        raise HTTPException(406)


async def _check_body(scope: Scope, body: bytes) -> None:
    if not body:
        return
    content_type = Headers(scope=scope).get("content-type", "")
    if not is_json(content_type):
        if is_api(scope["path"]):
            raise HTTPException(415)
        _require_storable(body, content_type)
    elif len(body) < LARGE:
        keep_json(scope, read_json(body))
    else:
        keep_json(scope, await asyncio.to_thread(read_json, body))


async def _read(scope: Scope, receive: Receive, largest: int) -> bytes | None:
    """Return the body, or None if the client disconnected.

    Raises:
        HTTPException: the body is too large; if its announced length is too large, it is not read at all.
    """
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isdecimal() and int(announced) > largest:
        raise HTTPException(413)
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > largest:
            raise HTTPException(413)
        more = message.get("more_body", False)
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _require_storable(body: bytes, content_type: str) -> None:
    """Refuse NUL characters: PostgreSQL stores none."""
    if b"\0" in body or (is_form(content_type) and b"%00" in body):
        raise HTTPException(400)
