"""A question that is still being filled in: every field as it was typed, right or wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

LIFETIME = timedelta(days=30)
"""How long a draft is kept after the last change; the pages say so."""

Typed = Mapping[str, tuple[str, ...]]
"""The fields of a form, under their names, each with everything that was typed or chosen in it."""


@dataclass(frozen=True)
class Draft:
    """What somebody has filled in so far; its id becomes the question's."""

    id: UUID
    typed: Typed
    changed_at: datetime
    expires_at: datetime


def one(typed: Typed, name: str) -> str:
    """Return what was typed in the field ``name``; empty where nothing was."""
    return next(iter(typed.get(name, ())), "")


def typed(fields: Iterable[tuple[str, str]]) -> Typed:
    """Return the fields of a form as they were sent."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in fields:
        values[name] = (*values.get(name, ()), value)
    return values
