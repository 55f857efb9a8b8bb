"""The answer to a failure: a problem document for programs, a page for people."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from loket_shared.contracts.texts import Text
from loket_shared.http.paths import is_for_programs
from loket_shared.http.problems import refusal_of, refusal_problem, status_of, status_problem
from loket_shared.http.status_texts import text_of


def error_response(request: Request, error: Exception) -> Response:
    """Return the answer for ``error``; anything that is not foreseen is a 500 that tells nothing."""
    refusal = refusal_of(error)
    if not _wants_page(request):
        if refusal:
            return refusal_problem(request, refusal)
        return status_problem(request, *_status_and_headers(error))
    if refusal:
        return _page(request, status_of(refusal), refusal.text)
    status, headers = _status_and_headers(error)
    return _page(request, status, text_of(status), headers)


def unavailable(request: Request) -> Response:
    """Return the answer for when something the service needs is away for a moment."""
    headers = {"Retry-After": "5"}
    if _wants_page(request):
        return _page(request, 503, text_of(503), headers)
    return status_problem(request, 503, headers)


def _status_and_headers(error: Exception) -> tuple[int, Mapping[str, str] | None]:
    return (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)


def _wants_page(request: Request) -> bool:
    return request.app.state.pages is not None and not is_for_programs(request.url.path)


def _page(request: Request, status: int, text: Text, headers: Mapping[str, str] | None = None) -> Response:
    page: Response = request.app.state.pages.error(request, status, text)
    page.headers.update(headers or {})
    return page
