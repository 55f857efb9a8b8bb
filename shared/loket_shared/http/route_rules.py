"""The rules by the address of a route: whether it serves programs, whether it needs a token, and the largest body."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Pattern
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from loket_shared.identity.tokens import current_principal

API_PREFIX = "/v1"

_FOR_PROGRAMS = ("/v1", "/health")


def is_api(path: str) -> bool:
    """Return True if ``path`` belongs to the API of a service."""
    return path == API_PREFIX or path.startswith(f"{API_PREFIX}/")


def is_for_programs(path: str) -> bool:
    """Return True if ``path`` serves programs, so that its errors are problem documents."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in _FOR_PROGRAMS)


DEFAULT_BODY_BYTES = 64 << 10
"""The default size of a body."""

LONG_TEXTS_BYTES = 512 << 10
"""Room for two texts of 20,000 characters, also if each character is written as two escapes."""

DOCUMENT_BYTES = 4 << 20
"""Room for a rule set, and for a question with every field at its limit, written with escapes."""


@dataclass(frozen=True)
class RouteRule:
    """``needs_token``: the route needs a bearer token. ``largest``: bytes of its body."""

    needs_token: bool = False
    largest: int = DEFAULT_BODY_BYTES


NO_ROUTE = RouteRule()


class _Route(NamedTuple):
    pattern: Pattern[str]
    methods: frozenset[str]
    rule: RouteRule


class RouteRules:
    """The rules of an application's routes, indexed by the number of segments of an address."""

    def __init__(self, app: FastAPI) -> None:
        self._routes: dict[int, list[_Route]] = defaultdict(list)
        for length, route in _routes(app):
            self._routes[length].append(route)

    def of(self, method: str, path: str) -> RouteRule:
        """Return the rule of the route that serves ``path``; the default rule if no route does."""
        for route in self._routes.get(path.count("/"), ()):
            if method in route.methods and route.pattern.match(path):
                return route.rule
        return NO_ROUTE


def _routes(app: FastAPI) -> Iterator[tuple[int, _Route]]:
    for context in iter_route_contexts(app.routes):
        dependant: Dependant | None = getattr(context, "dependant", None)
        if dependant is None or context.path is None:
            continue
        needs_token = current_principal in set(_called(dependant.dependencies))
        rule = RouteRule(needs_token, context.max_body_size or DEFAULT_BODY_BYTES)
        methods = frozenset(context.methods or ())
        yield context.path.count("/"), _Route(context.path_regex, methods, rule)


def _called(dependants: Sequence[Dependant]) -> Iterator[object]:
    for each in dependants:
        yield each.call
        yield from _called(each.dependencies)
