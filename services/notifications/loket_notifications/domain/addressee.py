"""To whom a letter goes, as it is kept sealed with the delivery."""

from collections.abc import Mapping
from uuid import UUID

from loket_shared.contracts.model import WireModel


class Addressee(WireModel):
    """A person by mail address, or a department by its code; one of the two.

    For a department ``question_id`` names the key of what is told about the delivery, and stands
    nowhere in the clear: nothing may link a request to its question (design section 5).
    """

    question_id: UUID
    email: str | None = None
    department: str | None = None

    def address(self, mailboxes: "Mailboxes") -> str:
        """Return the mail address; a department's is its functional mailbox of this moment."""
        return self.email or mailboxes.of(self.department or "")


class Mailboxes:
    """The functional mailboxes of the departments: ``mailbox-<code>@domain``, but for ``exceptions`` by code."""

    def __init__(self, domain: str, exceptions: Mapping[str, str]) -> None:
        self._domain = domain
        self._exceptions = exceptions

    def of(self, code: str) -> str:
        """Return the mailbox of the department with this code."""
        return self._exceptions.get(code, f"mailbox-{code.lower()}@{self._domain}")
