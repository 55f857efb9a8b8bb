"""The personas who look at cases."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    """A reader with the claims that the policy goes by."""

    subject: str
    role: str
    department: str | None = None
    cleared: bool = False


CLEARED = Persona("front-office", "front-office", cleared=True)
UNCLEARED = Persona("front-office-2", "front-office")
OPERATOR = Persona("operator", "operator")
AUDITOR = Persona("auditor", "auditor")
RULE_OWNER = Persona("rule-owner", "rule-owner")
ASKER = Persona("asker", "asker")


def expert(department: str) -> Persona:
    """Return an expert of ``department``."""
    return Persona(f"expert-{department.lower()}", "expert", department)


def approver(department: str) -> Persona:
    """Return an approver of ``department``."""
    return Persona(f"approver-{department.lower()}", "approver", department)
