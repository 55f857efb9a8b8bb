"""The addresses that pages of a service had before; they lead to today's for as long as links to them exist."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from starlette.routing import compile_path

Value = TypeVar("Value")


@dataclass(frozen=True)
class MovedAddresses:
    """Former addresses of pages and former names of their query parameters, each with its name of today.

    ``paths``: templates such as ``/cases/{reference}``, with today's, which have the same parts in braces.
    ``parameters``: by the template of a page as it is today, the names of its parameters.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def current_path(self, path: str) -> str:
        """Return today's path of the page that ``path``, without a query, leads or led to."""
        for former, today in self._paths:
            if match := former.match(path):
                return today.format_map(match.groupdict())
        return path

    def current_address(self, address: str) -> str:
        """Return ``address`` with the path of today and its query as it is."""
        path, mark, query = address.partition("?")
        return f"{self.current_path(path)}{mark}{query}"

    def current_query(self, path: str, query: bytes) -> bytes:
        """Return ``query`` with today's names for the page at ``path``; unchanged where it has no former name."""
        names = next((names for page, names in self._parameters if page.match(path)), {})
        given = parse_qsl(query.decode("latin-1"), keep_blank_values=True) if names else []
        if not any(name in names for name, _ in given):
            return query
        return urlencode([(names.get(name, name), value) for name, value in given]).encode()

    @cached_property
    def _paths(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple(_compiled(self.paths))

    @cached_property
    def _parameters(self) -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
        return tuple(_compiled(self.parameters))


def _compiled(by_template: Mapping[str, Value]) -> Iterator[tuple[re.Pattern[str], Value]]:
    return ((compile_path(template)[0], value) for template, value in by_template.items())
