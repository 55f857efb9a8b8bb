"""A question that is still being filled in: every field as it was typed, right or wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError

LIFETIME = timedelta(days=30)
"""How long a draft is kept after the last change; the pages say so."""

MOST_DRAFTS = 30
"""How many drafts somebody may have at a time: each keeps a question's keys."""

Typed = Mapping[str, tuple[str, ...]]
"""The fields of a form, under their names, each with everything that was typed or chosen in it."""


class TooManyDrafts(ConflictError):
    """Somebody has as many drafts as may be."""

    def __init__(self) -> None:
        text = BilingualText(
            nl=f"U hebt al {MOST_DRAFTS} concepten. Dien er eerst een in of gooi er een weg. Daarna kunt u een nieuwe "
            "vraag beginnen.",
            en=f"You already have {MOST_DRAFTS} drafts. Submit or discard one first. Then you can begin a new "
            "question.",
        )
        super().__init__("too-many-drafts", text)


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
