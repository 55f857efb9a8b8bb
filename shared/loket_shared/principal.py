"""The acting person or system, as the identity provider describes it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles at the desk (design section 5); the values are those of the claim."""

    ASKER = "asker"
    COORDINATOR = "coordinator"
    FRONT_OFFICE = "front-office"
    EXPERT = "expert"
    APPROVER = "approver"
    OPERATOR = "operator"
    RULE_OWNER = "rule-owner"
    SYSTEM = "system"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Principal:
    """A person or a machine client.

    ``subject`` is stable and unique at the identity provider, among persons and among machine clients. ``issuer`` names
    the provider. ``institution`` is a ROR id as an address (``https://ror.org/...``), ``department`` a code of the
    department list. ``cleared`` is True if the person may know of covert participation. ``client`` is the OAuth client;
    behind a machine client there is no person. ``email_verified`` is True if the provider vouches that the address
    belongs to the person, so that it identifies the person.
    """

    subject: str
    name: str
    email: str
    role: Role
    institution: str | None = None
    department: str | None = None
    cleared: bool = False
    client: str = ""
    machine: bool = False
    issuer: str = ""
    email_verified: bool = False
