"""Problem documents (RFC 9457) and error pages, with the sentence and the code of each HTTP status."""

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
    IDEMPOTENCY_KEY_REUSED,
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
from loket_shared.http.content_negotiation import language_of
from loket_shared.http.route_rules import is_for_programs

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


_TEXTS = {
    400: BilingualText(nl="Het verzoek is niet te lezen.", en="The request cannot be read."),
    401: BilingualText(nl="Meld u eerst aan.", en="Sign in first."),
    403: BilingualText(nl="Dit mag u niet doen.", en="You may not do this."),
    404: BilingualText(nl="Dit bestaat niet.", en="This does not exist."),
    405: BilingualText(nl="Dit kan niet op dit adres.", en="This cannot be done at this address."),
    406: BilingualText(nl="Dit adres antwoordt alleen in JSON.", en="This address answers in JSON only."),
    409: BilingualText(
        nl="Dit kan nu niet: er is intussen iets veranderd.", en="This cannot be done now: something has changed."
    ),
    412: BilingualText(
        nl="De versie in If-Match is niet meer de laatste.", en="The version in If-Match is no longer the latest one."
    ),
    413: BilingualText(nl="Het verzoek is te groot.", en="The request is too large."),
    415: BilingualText(nl="Stuur het verzoek als JSON.", en="Send the request as JSON."),
    422: IDEMPOTENCY_KEY_REUSED,
    429: BilingualText(nl="U doet te veel verzoeken achter elkaar.", en="You make too many requests in a row."),
    500: BilingualText(
        nl="Er ging iets mis bij het loket. Probeer het later opnieuw.",
        en="Something went wrong at the desk. Try again later.",
    ),
    503: BilingualText(
        nl="Het loket is even niet bereikbaar. Probeer het over een minuut opnieuw.",
        en="The desk cannot be reached for a moment. Try again in a minute.",
    ),
}


_CODES = {
    400: "unreadable-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "stale-version",
    412: "stale-version",
    413: "too-large",
    415: "unsupported-media-type",
    422: "idempotency-key-reused",
    429: "too-many-requests",
    500: "failure",
    503: "unavailable",
}


def text_of(status: int) -> BilingualText:
    """Return the sentence for ``status``; without one of its own, the phrase of the HTTP standard."""
    phrase = HTTPStatus(status).phrase
    return _TEXTS.get(status) or BilingualText(nl=f"{phrase}.", en=f"{phrase}.")


def code_of(status: int) -> str:
    """Return the code of ``status`` for programs; it does not use Python's phrases, because they change."""
    return _CODES.get(status, f"status-{status}")
