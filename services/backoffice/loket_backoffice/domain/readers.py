"""Who looks, as far as the rules need to know."""

from typing import Protocol

FRONT_OFFICE = "front-office"
EXPERT = "expert"
APPROVER = "approver"
OPERATOR = "operator"
AUDITOR = "auditor"

DEPARTMENT_ROLES = frozenset({EXPERT, APPROVER})


class Reader(Protocol):
    """A person or a client. ``cleared`` means: may know of covert participation (design section 5)."""

    @property
    def subject(self) -> str:
        """The stable name under which the identity provider knows the reader."""

    @property
    def role(self) -> str:
        """What the reader is at the desk."""

    @property
    def department(self) -> str | None:
        """The department the reader works for, if any."""

    @property
    def cleared(self) -> bool:
        """Whether the reader may know of covert participation."""
