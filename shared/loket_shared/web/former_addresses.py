"""Serves what comes to an address that a page had before."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.service.moved_addresses import MovedAddresses


def former_addresses(moved: MovedAddresses) -> APIRouter:
    """Return the routes of the former addresses: each answers with today's, whoever asks and whatever exists there."""
    router = APIRouter()

    async def redirect(request: Request) -> Response:
        """Redirect for good, with the query, and with method and body (308; RFC 9110, section 15.4.9)."""
        path, query = moved.current_path(request.scope["path"]), request.url.query
        answer = RedirectResponse(f"{quote(path)}?{query}" if query else quote(path), status_code=308)
        identity: Identity = request.app.state.identity
        if token := cookies.unsent_token(request, identity):
            cookies.set_unsent(answer, identity, token, path)
        return answer

    for path in moved.paths:
        router.add_api_route(path, redirect, methods=["GET", "POST"], max_body_size=LONG_TEXTS_BYTES)
    return router


class FormerParameters:
    """Reads query parameters of pages under their former names, too."""

    def __init__(self, app: ASGIApp, moved: MovedAddresses) -> None:
        self._app = app
        self._moved = moved

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["query_string"]:
            scope["query_string"] = self._moved.current_query(scope["path"], scope["query_string"])
        await self._app(scope, receive, send)
