"""Solves the dependencies of a route, each of them once, in the order in which FastAPI would."""

from collections.abc import Callable, Iterator, Mapping
from inspect import isasyncgenfunction, iscoroutine, isgeneratorfunction
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args

Steps = Mapping[Callable[..., Any], Dependant]


def steps_of(dependant: Dependant) -> Steps:
    """Return the dependencies of ``dependant``, also the indirect ones, each after its own and each once.

    Raises:
        TypeError: a dependency is a generator, and nothing here would end it.
    """
    steps = {each.call: each for each in _needed(dependant) if each.call}
    for call in steps:
        if isgeneratorfunction(call) or isasyncgenfunction(call):
            raise TypeError(f"{call} is a generator")
    return steps


def _needed(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        yield from _needed(each)
        yield each


class Solving:
    """The dependencies of one request that are solved, and the errors in its parameters."""

    def __init__(self, request: Request) -> None:
        self.errors: list[Any] = []
        self._request = request
        self._solved: dict[Callable[..., Any] | None, Any] = {}

    async def solve(self, call: Callable[..., Any], step: Dependant) -> None:
        """Call a dependency, unless its parameters, or what it needs, are wrong."""
        wrong = len(self.errors)
        arguments = self.arguments_of(step)
        if len(self.errors) > wrong or any(need.call not in self._solved for need in step.dependencies):
            return
        given = call(**arguments)
        self._solved[call] = await given if iscoroutine(given) else given

    def arguments_of(self, step: Dependant) -> dict[str, Any]:
        """Return the arguments of a call, None for a need that is not solved; keep the errors in its parameters."""
        request = self._request
        arguments = {need.name: self._solved.get(need.call) for need in step.dependencies if need.name}
        if name := step.request_param_name or step.http_connection_param_name:
            arguments[name] = request
        if step.path_params:
            self._read(step.path_params, request.path_params, arguments)
        if step.query_params:
            self._read(step.query_params, request.query_params, arguments)
        if step.header_params:
            self._read(step.header_params, request.headers, arguments)
        if step.cookie_params:
            self._read(step.cookie_params, request.cookies, arguments)
        return arguments

    def _read(self, fields: Any, received: Any, arguments: dict[str, Any]) -> None:
        values, wrong = request_params_to_args(fields, received)
        arguments |= values
        self.errors += wrong
