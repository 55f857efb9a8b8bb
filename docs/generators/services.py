"""The definitions of the services, and links to their code."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_intake.main import SERVICE as INTAKE
from loket_notifications.main import SERVICE as NOTIFICATIONS
from loket_routing.main import SERVICE as ROUTING

PROJECT = Path(__file__).parents[2]
SERVICES = (INTAKE, ROUTING, BACKOFFICE, NOTIFICATIONS)


def unwrapped(handler: Any) -> Callable[..., Any]:
    """Return the function inside a wrapper such as ``OfQuestions`` or a partial."""
    while not inspect.isroutine(handler) and not inspect.isclass(handler):
        handler = getattr(handler, "handle", None) or handler.func
    function: Callable[..., Any] = inspect.unwrap(handler)
    return function


def name_of(function: Callable[..., Any]) -> str:
    """Return the name under which the module of ``function`` knows it, also of one that a factory returned."""
    return function.__qualname__.split(".")[0]


def link(function: Callable[..., Any]) -> str:
    """Return a link from a document to the module of ``function``."""
    file = Path(str(sys.modules[function.__module__].__file__)).relative_to(PROJECT)
    return f"[{name_of(function)}](../{file.as_posix()})"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    return [_line(header), _line(["---"] * len(header)), *map(_line, rows)]


def page(*lines: str) -> str:
    """Return the text of a document."""
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
