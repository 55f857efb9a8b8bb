"""Declares the error responses of an operation: those of the middleware and those of its own code."""

import inspect
from collections import defaultdict
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

    Calls are followed by the names of functions, classes and instances in our own modules. A method is followed, also
    an inherited one, if the code names the method and a class that has it.
    """
    return _errors_in(tuple(_called(dependant)))


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
def _errors_in(calls: tuple[Callable[..., Any], ...]) -> frozenset[RaisedError]:
    waiting: list[object] = [*calls]
    seen: set[int] = set()
    found: set[RaisedError] = set()
    called: set[str] = set()
    uncalled: dict[str, list[object]] = defaultdict(list)
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, type) and issubclass(part, (DomainError, ErasedError)):
            found.add(part)
        elif isinstance(part, type):
            for name, method in _methods(part):
                uncalled[name].append(method)
        elif isinstance(part, FunctionType):
            objects, attributes = _named_in(part)
            waiting += objects
            called |= attributes
        elif _is_ours(type(part)):
            waiting.append(type(part))
        for name in [name for name in uncalled if name in called or name.startswith("__")]:
            waiting += uncalled.pop(name)
    return frozenset(found)


@cache
def _methods(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the methods and properties of our own class ``kind`` by name, also the inherited ones."""
    members = (member for base in kind.__mro__ if _is_ours(base) for member in vars(base).items())
    functions = ((name, _function_of(member)) for name, member in members)
    return tuple((name, inspect.unwrap(each)) for name, each in functions if callable(each))


def _function_of(member: Any) -> Any:
    """Return the function of a class method, a static method, a property or a cached property."""
    return getattr(member, "__func__", None) or getattr(member, "fget", None) or getattr(member, "func", member)


@cache
def _named_in(called: FunctionType) -> tuple[tuple[object, ...], frozenset[str]]:
    """Return the objects of our own function's module that it names, and all names of attributes in it."""
    function = inspect.unwrap(called)
    if not _is_ours(function):
        return (), frozenset()
    codes = tuple(_codes_in(function.__code__))
    objects = (each for code in codes for each in _named(code, function.__globals__))
    return tuple(objects), frozenset(name for code in codes for name in code.co_names)


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes_in(inner)


def _named(code: CodeType, known: dict[str, object]) -> Iterator[object]:
    named = [known[name] for name in code.co_names if name in known]
    yield from named
    for module in (each for each in named if isinstance(each, ModuleType)):
        yield from (getattr(module, name) for name in code.co_names if hasattr(module, name))


def _is_ours(part: type | Callable[..., Any]) -> bool:
    return str(part.__module__).startswith(_OURS)
