"""The matrix of who gets what, as written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loket_shared.http.route_rules import is_for_programs
from loket_stack.identity.personas import MACHINE_PERSONAS

NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """One call: of ``service``, about ``subject``, and which status each of its readers gets.

    ``act`` is what the form does that is sent, where its page has several; empty otherwise.
    """

    service: str
    method: str
    path: str
    act: str
    subject: str
    expected: dict[str, int]

    @property
    def name(self) -> str:
        return f"{self.route} ({self.subject})"

    @property
    def route(self) -> str:
        address = f"{self.path}#{self.act}" if self.act else self.path
        return f"{self.service} {self.method} {address}"

    @property
    def is_page(self) -> bool:
        """True for a page, which people open in a browser."""
        return not is_for_programs(self.path) and not self.path.startswith("/.well-known/")

    def status(self, persona: str) -> int:
        """Return what ``persona`` gets; 401 on a page is being sent to sign in."""
        reader = NOBODY if self.is_page and persona in MACHINE_PERSONAS else persona
        return self.expected.get(reader, 401 if reader == NOBODY else 404)


def rows() -> list[Row]:
    """Read the matrix."""
    written = yaml.safe_load(Path(__file__).with_name("matrix.yaml").read_text(encoding="utf-8"))["rows"]
    return [row for name, statuses in written.items() for row in _rows(name, statuses)]


def _rows(name: str, statuses: dict[int, list[Any]]) -> Iterator[Row]:
    services, method, address, subject = name.split(" ", 3)
    path, _, act = address.partition("#")
    expected = {persona: status for status, people in statuses.items() for persona in _flat(people)}
    for service in services.split(","):
        yield Row(service, method, path, act, subject.strip("()"), expected)


def _flat(people: list[Any]) -> Iterator[str]:
    for each in people:
        yield from _flat(each) if isinstance(each, list) else [each]
