"""The body of every error: a problem document (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import Field
from starlette.responses import Response

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Language, Text

MEDIA_TYPE = "application/problem+json"


class FieldProblem(WireModel):
    """What is wrong with one field, named as on the wire (``partners.0.rorId``)."""

    field: str
    text: Text


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
    text: Text,
    language: Language,
    *,
    errors: tuple[FieldProblem, ...] = (),
    current: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the answer for an error; it never holds the address asked for, so equal errors are equal in every byte."""
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
