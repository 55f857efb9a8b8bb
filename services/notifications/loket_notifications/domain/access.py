"""The access policy for deliveries, the only policy point of this service (interfaces, section 5).

The operator sees deliveries. Only the approver of a covert department sees that department's deliveries. If one of them
waits for a person, the operator sees a notice without number, time or department.
"""

from typing import Protocol

from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError

OPERATOR = "operator"
APPROVER = "approver"

WITH_OWNER = BilingualText(nl="Eén bericht is bij de eigenaar.", en="One item is with its owner.")


class Reader(Protocol):
    """A person or a client, as far as the rules need to know."""

    @property
    def role(self) -> str:
        """The reader's role at the desk."""

    @property
    def department(self) -> str | None:
        """The reader's department, if any."""


def require_any_sight(reader: Reader) -> None:
    """Refuse a reader who may see no deliveries.

    Raises:
        NotFoundError: deliveries do not exist for this reader.
    """
    own = reader.department if reader.role == APPROVER else None
    if reader.role != OPERATOR and (own is None or not is_covert(own)):
        raise NotFoundError


def is_covert(department: str) -> bool:
    """Return whether only the department itself may know that a message to it exists."""
    return department in code_lists.departments().covert


def sees(reader: Reader, department: str | None) -> bool:
    """Return whether a delivery to ``department`` exists for the reader; None stands for a delivery to an asker."""
    if department is not None and is_covert(department):
        return reader.role == APPROVER and reader.department == department
    return reader.role == OPERATOR
