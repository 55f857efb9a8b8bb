"""One span, one measurement and one log line for each request. None of them holds more of the address than the route's
template.
"""

from collections.abc import Collection
from time import perf_counter

import structlog
from opentelemetry.trace import SpanKind, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.contracts.topics import RESOURCES, Topic
from loket_shared.observability import metrics
from loket_shared.observability.tracing import context_of, span
from loket_shared.principal import Principal

_LOG = structlog.get_logger(__name__)

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})
_OTHER = "_OTHER"
"""The label for unknown methods (OpenTelemetry semantic conventions for HTTP); it limits the number of labels."""

_QUIET = ("/health", "/static")

_CONTRIBUTION_WORK = RESOURCES[Topic.CONTRIBUTIONS]
_CASE = f"/v1/{RESOURCES[Topic.CASES]}/{{reference}}"


class RequestInstrumentation:
    """Continues the caller's trace (W3C Trace Context), and measures and logs each request."""

    def __init__(self, app: ASGIApp, covert: Collection[str]) -> None:
        self._app = app
        self._covert = covert

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; health checks and static files are not measured or logged."""
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
                route = getattr(scope.get("route"), "path", "")
                seen = {
                    "http.request.method": method,
                    "url.scheme": scope["scheme"],
                    "http.response.status_code": status,
                }
                current.update_name(f"{method} {route}".rstrip())
                current.set_attributes(seen | ({"http.route": route} if route else {}))
                if status >= 500:
                    current.set_status(StatusCode.ERROR)
                _measure(seconds, seen, route, scope, self._covert)
                _LOG.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _measure(seconds: float, seen: dict[str, str | int], route: str, scope: Scope, covert: Collection[str]) -> None:
    """Record the duration of a request, unless the request would reveal covert work.

    All actions on a case share one label: a change of the route that nobody else may see would stand out.
    """
    reader: Principal | None = scope.get("state", {}).get("principal")
    if _CONTRIBUTION_WORK in route or (reader and reader.department in covert):
        return
    shown = _CASE if route.startswith(_CASE) else route
    labels = seen | ({"http.route": shown} if shown else {})
    status = int(seen["http.response.status_code"])
    metrics.requests.record(seconds, labels | ({"error.type": str(status)} if status >= 500 else {}))
