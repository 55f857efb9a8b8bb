"""The matrix of who gets what, as written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """One call: of ``service``, about ``subject``, and which status each of its readers gets."""

    name: str
    service: str
    method: str
    path: str
    subject: str
    expected: dict[str, int]

    @property
    def route(self) -> str:
        return f"{self.service} {self.method} {self.path}"

    def status(self, persona: str) -> int:
        """Return what ``persona`` gets."""
        return self.expected.get(persona, 401 if persona == NOBODY else 404)


def rows() -> list[Row]:
    """Read the matrix."""
    written = yaml.safe_load(Path(__file__).with_name("matrix.yaml").read_text(encoding="utf-8"))["rows"]
    return [_row(name, statuses) for name, statuses in written.items()]


def _row(name: str, statuses: dict[int, list[Any]]) -> Row:
    service, method, path, subject = name.split(" ", 3)
    expected = {persona: status for status, people in statuses.items() for persona in _flat(people)}
    return Row(name, service, method, path, subject.strip("()"), expected)


def _flat(people: list[Any]) -> Iterator[str]:
    for each in people:
        yield from _flat(each) if isinstance(each, list) else [each]
