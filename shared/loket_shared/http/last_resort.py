"""What happens when nothing foresaw a failure: it is logged without words and answered without details."""

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loket_shared.broker.retryable import is_transient
from loket_shared.http.errors import error_response, unavailable

_LOG = structlog.get_logger(__name__)


class LastResort:
    """Answers 503 where a dependency is away and 500 for everything else that no handler took."""

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
