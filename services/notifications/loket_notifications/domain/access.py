"""The one policy point of this service: who may see which delivery (interfaces, section 5).

Deliveries are for the operator. A covert department's are for its own approver alone; to the operator
they appear as one notice that says nothing about how many, when or whose.
"""

from typing import Protocol

from loket_notifications.domain.addressee import Addressee
from loket_shared.failures import NotFound

OPERATOR = "operator"
APPROVER = "approver"


class Reader(Protocol):
    """A person or a client, as far as the rules need to know."""

    @property
    def role(self) -> str:
        """What the reader is at the desk."""

    @property
    def department(self) -> str | None:
        """The department the reader works for, if any."""


def require_any_sight(reader: Reader) -> None:
    """Let pass who may see deliveries at all.

    Raises:
        NotFound: for this reader there is no such thing.
    """
    if reader.role not in (OPERATOR, APPROVER):
        raise NotFound


def sees(reader: Reader, addressee: Addressee | None) -> bool:
    """Whether this delivery exists for the reader; ``None`` is a letter to an asker."""
    if addressee is None or not addressee.covert:
        return reader.role == OPERATOR
    return reader.role == APPROVER and reader.department == addressee.department
