"""One span, one measurement and one log line for each request; none of them holds more than the route's template."""

from time import perf_counter

import structlog
from opentelemetry.trace import SpanKind, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.ops import metrics
from loket_shared.ops.tracing import context_of, span

_LOG = structlog.get_logger(__name__)

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})
_OTHER = "_OTHER"
"""What anybody's invention is called (OpenTelemetry semantic conventions for HTTP), so that labels stay few."""

_QUIET = ("/health", "/metrics", "/static")


class Observing:
    """Continues the caller's trace (W3C Trace Context) and tells how a request went."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, observed; health, metrics and static files are not worth it."""
        if scope["type"] != "http" or scope["path"].startswith(_QUIET):
            await self._app(scope, receive, send)
            return
        status = 500

        async def watched_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = perf_counter()
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        with span(method, SpanKind.SERVER, context_of(Headers(scope=scope).get("traceparent"))) as current:
            try:
                await self._app(scope, receive, watched_send)
            finally:
                seconds = perf_counter() - started
                route = getattr(scope.get("route"), "path", "unknown")
                seen = {"http.request.method": method, "http.route": route, "http.response.status_code": status}
                current.update_name(f"{method} {route}")
                current.set_attributes(seen)
                if status >= 500:
                    current.set_status(StatusCode.ERROR)
                metrics.requests.record(seconds, seen)
                _LOG.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
