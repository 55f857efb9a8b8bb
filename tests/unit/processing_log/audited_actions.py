"""The actions that the code audits, found in the code itself.

Every call of ``.audit(principal, action, subject)`` is looked up. Where the action is made up from
parameters, the calls of that function are followed, and the fields of a dataclass are what it is made with.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


class UnknownActionError(Exception):
    """An action that does not follow from the code as it stands."""


@dataclass(frozen=True)
class Place:
    """An expression and the function and class around it."""

    expression: ast.expr
    function: Function | None
    holder: ast.ClassDef | None


class Sources:
    """All functions, classes and calls of one distribution's files; two of them may use a name differently."""

    def __init__(self, files: list[Path]) -> None:
        self._calls: list[tuple[ast.Call, Function | None, ast.ClassDef | None]] = []
        self._members: dict[tuple[str, str], str] = {}
        for file in files:
            self._read(ast.parse(file.read_text(encoding="utf-8")), None, None)

    def _read(self, node: ast.AST, function: Function | None, holder: ast.ClassDef | None) -> None:
        if isinstance(node, ast.Call):
            self._calls.append((node, function, holder))
        if isinstance(node, ast.ClassDef):
            self._members |= _members(holder := node)
        if isinstance(node, Function):
            function = node
        for child in ast.iter_child_nodes(node):
            self._read(child, function, holder)

    def audited(self) -> set[str]:
        """Return every action; raises ``UnknownActionError`` for one that cannot be told."""
        places = [
            Place(call.args[1], function, holder)
            for call, function, holder in self._calls
            if isinstance(call.func, ast.Attribute) and call.func.attr == "audit"
        ]
        return {action for place in places for action in self._values(place)}

    def _values(self, place: Place) -> Iterator[str]:
        match place.expression:
            case ast.Constant(value=str(value)):
                yield value
            case ast.IfExp(body=body, orelse=orelse):
                for branch in (body, orelse):
                    yield from self._values(Place(branch, place.function, place.holder))
            case ast.JoinedStr(values=parts):
                options = [list(self._values(Place(part, place.function, place.holder))) for part in parts]
                yield from map("".join, product(*options))
            case ast.FormattedValue(value=value):
                yield from self._values(Place(value, place.function, place.holder))
            case ast.Attribute(value=ast.Name(id="self"), attr=field) if place.holder:
                yield from self._given(place.holder.name, _fields(place.holder).index(field), field)
            case ast.Attribute(value=ast.Name(id=enum), attr=member) if (enum, member) in self._members:
                yield self._members[enum, member]
            case ast.Name(id=name) if place.function and name in _parameters(place.function):
                yield from self._given(place.function.name, _parameters(place.function).index(name), name)
            case _:
                raise UnknownActionError(ast.unparse(place.expression))

    def _given(self, called: str, position: int, name: str) -> Iterator[str]:
        """Yield what is passed for a parameter, wherever the function or class ``called`` is called."""
        calls = [entry for entry in self._calls if isinstance(entry[0].func, ast.Name) and entry[0].func.id == called]
        if not calls:
            raise UnknownActionError(f"{name} of {called}, which nobody calls by its name")
        for call, function, holder in calls:
            named = [keyword.value for keyword in call.keywords if keyword.arg == name]
            yield from self._values(Place(named[0] if named else call.args[position], function, holder))


def _parameters(function: Function) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _fields(holder: ast.ClassDef) -> list[str]:
    return [
        each.target.id for each in holder.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def _members(enum: ast.ClassDef) -> dict[tuple[str, str], str]:
    """Return the texts that a class gives names to, as an enumeration does."""
    found = {}
    for each in enum.body:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                found[enum.name, name] = value
    return found
