"""A question that is still being filled in: every field as it was typed, valid or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError

LIFETIME = timedelta(days=30)
"""The time that a draft is kept after the last change; the pages name it."""

MAX_DRAFTS = 30
"""The number of drafts that one person may have at a time: each draft keeps a question's keys in the vault."""

FormFields = Mapping[str, tuple[str, ...]]
"""The fields of a form by name, each with everything that was typed or chosen in it."""


class TooManyDraftsError(ConflictError):
    """The person has ``MAX_DRAFTS`` drafts already."""

    def __init__(self) -> None:
        text = BilingualText(
            nl=f"U hebt al {MAX_DRAFTS} concepten. Dien er eerst een in of gooi er een weg. Daarna kunt u een nieuwe "
            "vraag beginnen.",
            en=f"You already have {MAX_DRAFTS} drafts. Submit or discard one first. Then you can begin a new question.",
        )
        super().__init__("too-many-drafts", text)


@dataclass(frozen=True)
class Draft:
    """A draft; its id becomes the question's."""

    id: UUID
    fields: FormFields
    changed_at: datetime
    expires_at: datetime


def first_value(fields: FormFields, name: str) -> str:
    """Return the first value of the field ``name``; empty if it has none."""
    return next(iter(fields.get(name, ())), "")


def collect_fields(pairs: Iterable[tuple[str, str]]) -> FormFields:
    """Return the name-value pairs of a form that was sent, grouped by name."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return fields
