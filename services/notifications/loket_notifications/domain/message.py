"""Messages: the facts that a text may use, and the message that the mail server gets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_notifications.domain.notification import NotificationKind
from loket_shared.contracts.texts import Language


@dataclass(frozen=True)
class Links:
    """The public addresses of the asker's pages and of the work place, without a trailing slash."""

    asker_pages: str
    work_place: str

    def to_page(self, reference: str | None, request_id: UUID | None) -> str:
        """Return the address of the asker's page of a question, or of the department's page of a request."""
        return (
            f"{self.asker_pages}/vragen/{reference}"
            if reference
            else f"{self.work_place}/contribution-requests/{request_id}"
        )


@dataclass(frozen=True)
class MessageFacts:
    """All that the text of a message can use: a reference for the asker, and a link.

    There is no field for content, a topic or a department's name, so no text can hold one
    (design section 5; a department's message has no reference either).
    """

    kind: NotificationKind
    language: Language
    reference: str | None
    link: str


@dataclass(frozen=True)
class MessageText:
    """The subject and the body of a message."""

    subject: str
    body: str


@dataclass(frozen=True)
class Message:
    """A message with its address; it is the same at every attempt.

    ``delivery_id`` becomes the Message-ID, so that a repeat is recognisable (design section 4).
    """

    delivery_id: UUID
    written_at: datetime
    address: str
    language: Language
    text: MessageText
