"""The personas who look at cases."""

from loket_shared.principal import Principal, Role


def persona(subject: str, role: Role, department: str | None = None, *, cleared: bool = False) -> Principal:
    """Return a reader with the claims that the policy goes by."""
    return Principal(subject, subject, f"{subject}@loket.example", role, department=department, cleared=cleared)


def expert(department: str) -> Principal:
    """Return an expert of ``department``."""
    return persona(f"expert-{department.lower()}", Role.EXPERT, department)


def approver(department: str) -> Principal:
    """Return an approver of ``department``."""
    return persona(f"approver-{department.lower()}", Role.APPROVER, department)


CLEARED = persona("front-office", Role.FRONT_OFFICE, cleared=True)
UNCLEARED = persona("front-office-2", Role.FRONT_OFFICE)
OPERATOR = persona("operator", Role.OPERATOR)
AUDITOR = persona("auditor", Role.AUDITOR)
RULE_OWNER = persona("rule-owner", Role.RULE_OWNER)
ASKER = persona("asker", Role.ASKER)
