"""From failures to problem documents: the one place that decides on the status of an error."""

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from loket_shared.failures import Conflict, Erased, Forbidden, InvalidInput, NotFound, Refusal
from loket_shared.http.field_errors import field_errors
from loket_shared.http.language import language_of
from loket_shared.http.problem import FieldProblem, problem_response
from loket_shared.http.refusals import IdempotencyKeyReused, PreconditionFailed, TooManyRequests, Unauthenticated
from loket_shared.http.status_texts import code_of, text_of

_STATUS: Mapping[type, int] = {
    Erased: 404,
    InvalidInput: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    PreconditionFailed: 412,
    Conflict: 409,
    IdempotencyKeyReused: 422,
    TooManyRequests: 429,
    Refusal: 409,
}


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status of ``refusal``."""
    return status_of_kind(type(refusal))


def status_of_kind(refused: type[Refusal] | type[Erased]) -> int:
    """Return the HTTP status of every refusal of a class: that of the nearest class in the table."""
    return next(_STATUS[kind] for kind in refused.__mro__ if kind in _STATUS)


def refusal_problem(request: Request, refusal: Refusal) -> Response:
    """Return the problem document for ``refusal``, in the language of ``request``."""
    errors = refusal.errors if isinstance(refusal, InvalidInput) else ()
    return problem_response(
        status_of(refusal),
        refusal.code,
        refusal.text,
        language_of(request),
        errors=tuple(FieldProblem(field=error.field, text=error.text) for error in errors),
        current=refusal.current if isinstance(refusal, Conflict) else None,
        headers=_headers(refusal),
    )


def status_problem(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return the problem document that says no more than ``status`` does."""
    return problem_response(status, code_of(status), text_of(status), language_of(request), headers=headers)


def refusal_of(error: Exception) -> Refusal | None:
    """Return ``error`` as the refusal it amounts to; None where it is none.

    What was erased does not exist for anybody, and an address that nobody serves says so in the
    same bytes as a thing that does not exist.
    """
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidInput(*field_errors(error.errors()))
    if isinstance(error, Erased) or (isinstance(error, HTTPException) and error.status_code == 404):
        return NotFound()
    return None


def _headers(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, Unauthenticated):
        reason = ', error="invalid_token"' if refusal.token_given else ""
        return {"WWW-Authenticate": f'Bearer realm="loket"{reason}'}
    if isinstance(refusal, TooManyRequests):
        return {"Retry-After": str(refusal.retry_after)}
    return {}
