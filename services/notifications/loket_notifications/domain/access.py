"""The one policy point of this service: who may see which delivery (interfaces, section 5).

Deliveries are for the operator. A covert department's are for its own approver alone; to the operator
they appear, when one waits for a person, as a notice that says nothing about how many, when or whose.
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
        """What the reader is at the desk."""

    @property
    def department(self) -> str | None:
        """The department the reader works for, if any."""


def require_any_sight(reader: Reader) -> None:
    """Let pass who may see deliveries at all.

    Raises:
        NotFound: for this reader there is no such thing.
    """
    own = reader.department if reader.role == APPROVER else None
    if reader.role != OPERATOR and (own is None or not is_covert(own)):
        raise NotFoundError


def is_covert(department: str) -> bool:
    """Whether even the existence of a letter to this department is known to it alone."""
    return department in code_lists.departments().covert


def sees(reader: Reader, department: str | None) -> bool:
    """Whether a delivery to ``department`` exists for the reader; None stands for one to an asker."""
    if department is not None and is_covert(department):
        return reader.role == APPROVER and reader.department == department
    return reader.role == OPERATOR
