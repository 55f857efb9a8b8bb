"""What stands in the clear in one record of the log."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

_SAME_FOR_ALL = frozenset(
    {"content-type", "ce_specversion", "ce_source", "ce_type", "ce_dataschema", "ce_dataclassification", "ce_sequence"}
    | {"channel", "percentage", "language", "numberOfFiles", "clock", "version", "questionVersion", "ruleSetVersion"}
)
"""Names of values that say what kind of thing something is, or count from 1: they lead nowhere."""


@dataclass(frozen=True)
class Seen:
    """``recorded`` is ``ce_time`` and ``logged`` the record's own time, both in seconds since the epoch."""

    subject: str
    type: str
    recorded: float
    logged: float
    partition: int
    values: frozenset[str]

    @classmethod
    def of(cls, headers: Iterable[tuple[str, bytes | None]], value: bytes, partition: int, logged: float) -> Self:
        """Return what the headers and the value of an event show to who has no key."""
        texts = {name: text.decode() for name, text in headers if text is not None}
        named = [*texts.items(), *_scalars(json.loads(value))]
        return cls(
            subject=texts["ce_subject"],
            type=texts["ce_type"],
            recorded=datetime.fromisoformat(texts["ce_time"]).timestamp(),
            logged=logged,
            partition=partition,
            values=frozenset(text for name, text in named if name not in _SAME_FOR_ALL),
        )


def _scalars(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value with its name; the random names of sealed slots count as values too."""
    if isinstance(data, dict):
        for inner, value in data.items():
            if name == "sealed":
                yield "slot", inner
            yield from _scalars(value, inner)
    elif data is not None:
        yield name, str(data)
