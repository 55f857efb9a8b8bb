"""Which refusals a route can end in: those named in the code that it calls, so that no route lists them by hand."""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from fastapi.dependencies.models import Dependant

from loket_shared.failures import Erased, Refusal

Ending = type[Refusal] | type[Erased]

_OURS = "loket_"


def endings_of(dependant: Dependant) -> frozenset[Ending]:
    """Return the refusals named in what a route calls: its endpoint, its dependencies and all that these name.

    Calls are followed by the names of functions, classes and instances in our own modules. A call of a method
    leads nowhere by itself, but a class that is named leads to all its methods.
    """
    return frozenset().union(*map(_endings_of, _called(dependant)))


def names(dependant: Dependant, text: str) -> bool:
    """Say whether ``text`` stands in the code of a route's endpoint or of a dependency, as a header's name does."""
    codes = (getattr(inspect.unwrap(call), "__code__", None) for call in _called(dependant))
    return any(text in code.co_consts for code in codes if code)


def _called(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _called(inner)


@cache
def _endings_of(call: Callable[..., Any]) -> frozenset[Ending]:
    waiting: list[object] = [call]
    seen: set[int] = set()
    found: set[Ending] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, type) and issubclass(part, (Refusal, Erased)):
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
