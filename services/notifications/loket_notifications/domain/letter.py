"""What a letter may be made from, and what it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_notifications.domain.occasions import Occasion
from loket_shared.contracts.texts import Language


@dataclass(frozen=True)
class LetterFacts:
    """Everything a letter's text can draw on: a reference for the asker, and a link.

    There is no field for content, a topic or a department's name, so no text can hold one
    (design section 5; a department's letter has no reference either).
    """

    occasion: Occasion
    language: Language
    reference: str | None
    link: str


@dataclass(frozen=True)
class Letter:
    """A subject and a body, ready to be sent."""

    subject: str
    body: str


@dataclass(frozen=True)
class Mail:
    """A letter with its envelope, the same at every attempt.

    ``delivery_id`` becomes the Message-ID, so that a repeat is recognisable (design section 4).
    """

    delivery_id: UUID
    written_at: datetime
    address: str
    language: Language
    letter: Letter
