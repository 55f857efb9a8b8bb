"""Problem documents (RFC 9457): the body of every error."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.failures import (
    ConflictError,
    DomainError,
    ErasedError,
    ForbiddenError,
    IdempotencyKeyReusedError,
    InvalidInputError,
    NotFoundError,
    PreconditionFailedError,
    TooManyRequestsError,
    UnauthenticatedError,
)
from loket_shared.field_errors import field_errors
from loket_shared.http.language import language_of
from loket_shared.http.paths import is_for_programs
from loket_shared.http.status_texts import code_of, text_of

MEDIA_TYPE = "application/problem+json"


class FieldProblem(WireModel):
    """The error in one field, by its wire name (``partners.0.rorId``)."""

    field: str
    text: BilingualText


class Problem(WireModel):
    """A problem document; ``code`` is stable and for programs, ``detail`` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[FieldProblem, ...] = ()
    current: Mapping[str, Any] = Field(default_factory=dict)


def problem_response(
    status: int,
    code: str,
    text: BilingualText,
    language: Language,
    *,
    errors: tuple[FieldProblem, ...] = (),
    current: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the response for an error.

    It never contains the requested address: a thing that is hidden from the reader and one that does not exist must
    give equal bytes.
    """
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=text.in_language(language),
        code=code,
        errors=errors,
        current=dict(current or {}),
    )
    body = problem.model_dump_json(exclude_defaults=True).encode()
    return Response(body, status, {"Content-Language": language, **(headers or {})}, MEDIA_TYPE)


_STATUS: Mapping[type, int] = {
    ErasedError: 404,
    InvalidInputError: 400,
    UnauthenticatedError: 401,
    ForbiddenError: 403,
    NotFoundError: 404,
    PreconditionFailedError: 412,
    ConflictError: 409,
    IdempotencyKeyReusedError: 422,
    TooManyRequestsError: 429,
    DomainError: 409,
}


def status_of(refusal: DomainError) -> int:
    """Return the HTTP status of ``refusal``."""
    return status_of_kind(type(refusal))


def status_of_kind(refused: type[DomainError] | type[ErasedError]) -> int:
    """Return the HTTP status of an error class: that of the nearest base class in the table."""
    return next(_STATUS[kind] for kind in refused.__mro__ if kind in _STATUS)


def refusal_problem(request: Request, refusal: DomainError) -> Response:
    """Return the problem document for ``refusal``, in the language of ``request``."""
    errors = refusal.errors if isinstance(refusal, InvalidInputError) else ()
    return problem_response(
        status_of(refusal),
        refusal.code,
        refusal.text,
        language_of(request),
        errors=tuple(FieldProblem(field=error.field, text=error.text) for error in errors),
        current=refusal.current if isinstance(refusal, ConflictError) else None,
        headers=_headers(refusal),
    )


def status_problem(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem document with the general text of ``status``."""
    return problem_response(status, code_of(status), text_of(status), language_of(request), headers=headers)


def refusal_of(error: Exception) -> DomainError | None:
    """Return ``error`` as a DomainError; None if it is not one.

    An erased thing does not exist for anybody. An unknown address gets the same bytes as a thing that does not exist.
    """
    if isinstance(error, DomainError):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidInputError(*field_errors(located_errors(error)))
    if isinstance(error, ErasedError) or (isinstance(error, HTTPException) and error.status_code == 404):
        return NotFoundError()
    return None


def located_errors(error: RequestValidationError) -> list[dict[str, Any]]:
    """Return Pydantic's error details, located within the body or the parameters of the request."""
    return [{**detail, "loc": detail["loc"][1:]} for detail in error.errors()]


def _headers(refusal: DomainError) -> dict[str, str]:
    if isinstance(refusal, UnauthenticatedError):
        reason = ', error="invalid_token"' if refusal.token_given else ""
        return {"WWW-Authenticate": f'Bearer realm="loket"{reason}'}
    if isinstance(refusal, TooManyRequestsError):
        return {"Retry-After": str(refusal.retry_after)}
    return {}


def error_response(request: Request, error: Exception) -> Response:
    """Return the response for ``error``; an unforeseen error is a 500 without details."""
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
    """Return the response while a dependency does not answer."""
    headers = {"Retry-After": "5"}
    if _wants_page(request):
        return _page(request, 503, text_of(503), headers)
    return status_problem(request, 503, headers)


def _status_and_headers(error: Exception) -> tuple[int, Mapping[str, str] | None]:
    return (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)


def _wants_page(request: Request) -> bool:
    return request.app.state.pages is not None and not is_for_programs(request.url.path)


def _page(request: Request, status: int, text: BilingualText, headers: Mapping[str, str] | None = None) -> Response:
    page: Response = request.app.state.pages.error(request, status, text)
    page.headers.update(headers or {})
    return page
