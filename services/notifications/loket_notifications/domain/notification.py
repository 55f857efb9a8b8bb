"""Notifications, and the people and departments who get them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from loket_policy import code_lists
from loket_policy.departments import Departments
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


class Addressee(WireModel):
    """A person by mail address, or a department by code: exactly one of them is set. Stored sealed.

    For a department, ``question_id`` names the key of the events about the delivery. It is
    always sealed, because nothing may link a request to its question (docs/architecture.md#confidentiality).
    """

    question_id: UUID
    email: str | None = None
    department: str | None = None

    def address(self, mailboxes: "Mailboxes", on: date) -> str:
        """Return the mail address; for a department, its functional mailbox on the day ``on``."""
        return self.email or mailboxes.of(self.department or "", on)


class Mailboxes:
    """The functional mailboxes of the departments.

    A deployment sets mailboxes by code (``overrides``). Otherwise the code list names the mailbox of the day. If it
    names none, the mailbox is ``mailbox-<code>@domain``.
    """

    def __init__(self, domain: str, overrides: Mapping[str, str], departments: Departments | None = None) -> None:
        self._domain = domain
        self._overrides = overrides
        self._departments = departments or code_lists.departments()

    def of(self, code: str, on: date) -> str:
        """Return the mailbox of the department ``code`` on the day ``on``, or of its successor on that day.

        Raises:
            KeyError: no department has this code.
        """
        department = self._departments.of(self._departments.standing_in(code, on) or code)
        pattern = f"mailbox-{department.code.lower()}@{self._domain}"
        return self._overrides.get(department.code) or department.mailbox(on) or pattern
