"""Notifications, and the people who get them about a question."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Recipient
from loket_shared.contracts.texts import Language


class NotificationKind(StrEnum):
    """The kinds of notifications: the first five go to the asker, the others to a department.

    On the wire, in the database and over HTTP the kind is called ``occasion``.
    """

    RECEIVED = "received"
    INFORMATION_NEEDED = "information-needed"
    COORDINATION_STARTED = "coordination-started"
    ANSWERED = "answered"
    CLOSED = "closed"
    NEW_WORK = "new-work"
    WORK_AT_RISK = "work-at-risk"


@dataclass(frozen=True)
class PendingNotification:
    """A notification without deliveries yet. Its deliveries continue the cause and the trace of the event."""

    event_id: UUID
    kind: NotificationKind
    traceparent: str | None


class Contact(WireModel):
    """The people who are notified about a question, and the question's language; stored sealed."""

    language: Language
    recipients: tuple[Recipient, ...]
