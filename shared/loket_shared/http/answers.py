"""Which answers an operation declares beside its own: the errors of the gate before all routes, and of its code."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi.dependencies.models import Dependant

from loket_shared.http.problem import MEDIA_TYPE, Problem
from loket_shared.http.problems import status_of_kind
from loket_shared.http.reached import endings_of, names
from loket_shared.http.status_texts import code_of, text_of

Json = dict[str, Any]

PROBLEM = "#/components/schemas/Problem"

_ANY = (400, 406, 503)
"""Of any request: one that is unsound, one that takes no JSON, and one that comes while a dependency is away."""

_WITH_TOKEN, _WITH_BODY = (401, 403), (413, 415)
_VERSION = {"description": "De versie van deze API", "schema": {"type": "string"}}
_LOCATION = {"description": "Waar het nieuwe staat", "schema": {"type": "string", "format": "uri-reference"}}
_RETRY = {"Retry-After": {"description": "Na hoeveel seconden het weer kan", "schema": {"type": "integer"}}}
_HEADERS: dict[int, Json] = {
    401: {"WWW-Authenticate": {"description": "Hoe men zich aanmeldt (RFC 6750)", "schema": {"type": "string"}}},
    429: _RETRY,
    503: _RETRY,
}


def declare_answers(method: str, operation: Json, dependant: Dependant) -> None:
    """Declare the version header (version-header) and the errors (problem-details, invalid-input) of an operation."""
    answers = operation["responses"]
    answers.pop("422", None)
    for status in sorted(set(_errors(method, operation, dependant))):
        answers[str(status)] = {
            "description": text_of(status).nl,
            "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}, "example": example_of(status)}},
            "headers": {**_HEADERS.get(status, {})},
        }
    if "201" in answers and names(dependant, "Location"):
        answers["201"].setdefault("headers", {})["Location"] = _LOCATION
    for answer in answers.values():
        answer.setdefault("headers", {})["API-Version"] = _VERSION


def example_of(status: int) -> Json:
    """Return what an error with this status looks like, in Dutch."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=text_of(status).nl, code=code_of(status))
    return told.model_dump(mode="json", exclude_defaults=True)


def _errors(method: str, operation: Json, dependant: Dependant) -> Iterator[int]:
    yield from _ANY
    if operation.get("security"):
        yield from _WITH_TOKEN
    if method != "get":
        yield from _WITH_BODY
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        yield 404
    yield from map(status_of_kind, endings_of(dependant))
