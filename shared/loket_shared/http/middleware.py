"""Middleware for every request: unforeseen errors, HEAD requests and standard headers."""

import structlog
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.broker.retryable import is_transient
from loket_shared.http.problem_details import error_response, unavailable

_LOG = structlog.get_logger(__name__)


class ErrorMiddleware:
    """Answers 503 if a dependency does not answer, and 500 for every other unhandled exception."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched_send)
        except Exception as error:
            _LOG.error("request failed", exc_info=error)
            if scope["type"] != "http" or started:
                raise
            request = Request(scope)
            answer = unavailable(request) if is_transient(error) else error_response(request, error)
            await answer(scope, receive, send)


class HeadRequests:
    """Serves a ``HEAD`` request as ``GET`` and drops the body of the response.

    The middleware around it sees the route and the state of the request, as with every other method.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        served = {**scope, "method": "GET"}
        try:
            await self._app(served, receive, send_head)
        finally:
            scope.update({**served, "method": "HEAD"})


_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class StandardHeaders:
    """Adds each standard header that the response does not set itself."""

    def __init__(self, app: ASGIApp, version: str, public_url: str) -> None:
        self._app = app
        over_tls = _OVER_TLS if public_url.startswith("https://") else {}
        headers = {"API-Version": version, **_ALWAYS, **over_tls}
        self._headers = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [*message.get("headers", ())]
                names = {name.lower() for name, _ in own}
                message["headers"] = own + [each for each in self._headers if each[0] not in names]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def allowed_methods(app: FastAPI, path: str) -> str:
    """Return the methods of all routes of ``app`` at ``path``, as an ``Allow`` header (RFC 9110, section 10.2.1)."""
    methods: set[str] = set()
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern and pattern.match(path):
            methods |= set(route.methods or ())
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
