"""Declares the error responses of an operation: those of the middleware and those of its own code."""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPStatus
from types import CodeType, FunctionType, ModuleType
from typing import Any

from fastapi.dependencies.models import Dependant

from loket_shared.failures import DomainError, ErasedError
from loket_shared.http.problem_details import MEDIA_TYPE, Problem, code_of, status_of_kind, text_of

Json = dict[str, Any]

PROBLEM = "#/components/schemas/Problem"

_ANY = (400, 406, 503)
"""Errors of every request: it is invalid, it does not accept JSON, or a dependency does not answer."""

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
    """Return an example of an error with this status, in Dutch."""
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
    yield from map(status_of_kind, errors_raised_by(dependant))


RaisedError = type[DomainError] | type[ErasedError]

_OURS = "loket_"


def errors_raised_by(dependant: Dependant) -> frozenset[RaisedError]:
    """Return the error classes that a route's endpoint and dependencies name, also in the functions that they call.

    Calls are followed by the names of functions, classes and instances in our own modules. A method call by itself is
    not followed, but every method of a named class is.
    """
    return frozenset().union(*map(_endings_of, _called(dependant)))


def names(dependant: Dependant, text: str) -> bool:
    """Return True if the code of a route's endpoint or of a dependency contains the constant ``text``, such as a
    header's name.
    """
    codes = (getattr(inspect.unwrap(call), "__code__", None) for call in _called(dependant))
    return any(text in code.co_consts for code in codes if code)


def _called(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _called(inner)


@cache
def _endings_of(call: Callable[..., Any]) -> frozenset[RaisedError]:
    waiting: list[object] = [call]
    seen: set[int] = set()
    found: set[RaisedError] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, type) and issubclass(part, (DomainError, ErasedError)):
            found.add(part)
        elif isinstance(part, type):
            waiting += _methods(part)
        elif isinstance(part, FunctionType):
            waiting += _named_in(part)
        elif _is_ours(type(part)):
            waiting.append(type(part))
    return frozenset(found)


@cache
def _methods(kind: type) -> tuple[object, ...]:
    if not _is_ours(kind):
        return ()
    plain = (getattr(each, "__func__", None) or getattr(each, "fget", None) or each for each in vars(kind).values())
    return tuple(inspect.unwrap(each) for each in plain if callable(each))


@cache
def _named_in(called: FunctionType) -> tuple[object, ...]:
    function = inspect.unwrap(called)
    return tuple(_named(function.__code__, function.__globals__)) if _is_ours(function) else ()


def _named(code: CodeType, known: dict[str, object]) -> Iterator[object]:
    named = [known[name] for name in code.co_names if name in known]
    yield from named
    for module in (each for each in named if isinstance(each, ModuleType)):
        yield from (getattr(module, name) for name in code.co_names if hasattr(module, name))
    for inner in (each for each in code.co_consts if isinstance(each, CodeType)):
        yield from _named(inner, known)


def _is_ours(part: type | Callable[..., Any]) -> bool:
    return str(part.__module__).startswith(_OURS)
