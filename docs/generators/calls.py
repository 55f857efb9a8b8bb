"""Which use cases a function of a service calls, found in its compiled code."""

import dis
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import CodeType, ModuleType
from typing import Any

Function = Callable[..., Any]

_HANDLERS = "handlers"
_DEEPER = ("domain", "store", "gateways", "views", "settings")
"""The layers under the use cases: nothing there calls one."""


class Calls:
    """Follows the calls of one service, through what comes in and its loops, as far as the use cases.

    A name counts as a call wherever the code reads it. A use case is a coroutine function of ``handlers``, or a
    class there with coroutine methods.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    def use_cases(self, start: Any) -> list[Function]:
        """Return the use cases that ``start`` calls, in the order of the code, without those of ``forms``."""
        reached = (each for each in self._reached(start, set()) if self._layer(each) == _HANDLERS)
        return [each for each in reached if inspect.iscoroutinefunction(each) or _works(each)]

    def forms(self, start: Any) -> Mapping[str, list[Function]]:
        """Return the use cases of each form that ``start`` dispatches by name; empty where it dispatches none."""
        tables = (table for each in self._reached(start, set()) for table in self._tables(each))
        return {name: self.use_cases(form) for table in tables for name, form in table.items()}

    def _reached(self, found: Any, known: set[int]) -> Iterator[Any]:
        """Yield ``found`` and what it reads, each once; what a table of forms holds is left out."""
        if id(found) in known:
            return
        known.add(id(found))
        yield found
        if self._layer(found) not in {_HANDLERS, *_DEEPER} and not self._tables(found):
            for each in self._parts(found):
                yield from self._reached(each, known)

    def _tables(self, found: Any) -> list[Mapping[str, Any]]:
        """Return the table of forms that ``found`` is or holds: what each does, by its name."""
        if is_dataclass(found) and not inspect.isclass(found):
            return [table for field in fields(found) for table in self._tables(getattr(found, field.name))]
        if not isinstance(found, Mapping) or not found or not all(isinstance(name, str) for name in found):
            return []
        return [found] if all(map(self.use_cases, found.values())) else []

    def _layer(self, found: Any) -> str:
        """Return the package within the service that defines a function or class; empty for anything else."""
        if not inspect.isfunction(found) and not inspect.isclass(found):
            return ""
        package, _, rest = found.__module__.partition(".")
        return rest.partition(".")[0] if package == self._package else ""

    def _parts(self, found: Any) -> Iterator[Any]:
        """Yield what a function reads, or what a table, a wrapper or a class of this service holds."""
        if inspect.isfunction(found):
            yield from _read_by(found) if self._layer(found) else _held_by(found)
        elif inspect.isclass(found):
            yield from (each for each in vars(found).values() if inspect.isfunction(each) and self._layer(found))
        elif isinstance(found, partial):
            yield from (found.func, *found.args)
        elif isinstance(found, Mapping):
            yield from found.values()
        elif isinstance(found, tuple | list):
            yield from found
        elif is_dataclass(found):
            yield from (getattr(found, field.name) for field in fields(found))


def _held_by(function: Function) -> Iterator[Any]:
    yield from (cell.cell_contents for cell in function.__closure__ or ())


def _works(found: Any) -> bool:
    return inspect.isclass(found) and any(map(inspect.iscoroutinefunction, vars(found).values()))


def _read_by(function: Function) -> Iterator[Any]:
    """Yield the values that the code of ``function`` reads by name, from its module and its closure."""
    known = function.__globals__
    yield from _held_by(function)
    for code in _codes(function.__code__):
        module: ModuleType | None = None
        for instruction in dis.get_instructions(code):
            if module and instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"}:
                yield getattr(module, instruction.argval, None)
            module = None
            if instruction.opname == "LOAD_GLOBAL":
                value = known.get(instruction.argval)
                module = value if inspect.ismodule(value) else None
                yield value


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield ``code`` and that of the functions and comprehensions within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
