"""The personas who work at the desk."""

from loket_shared.principal import Principal, Role


def persona(subject: str, role: Role, department: str | None = None, *, cleared: bool = False) -> Principal:
    """Return a principal as the identity provider would vouch for it."""
    return Principal(subject, subject, f"{subject}@loket.example", role, department=department, cleared=cleared)


def expert(department: str) -> Principal:
    """Return the expert of ``department``."""
    return persona(f"expert-{department.lower()}", Role.EXPERT, department)


def approver(department: str) -> Principal:
    """Return the approver of ``department``."""
    return persona(f"approver-{department.lower()}", Role.APPROVER, department)


CLEARED = persona("front-office", Role.FRONT_OFFICE, cleared=True)
SECOND = persona("front-office-2", Role.FRONT_OFFICE)
THIRD = persona("front-office-3", Role.FRONT_OFFICE)
OPERATOR = persona("operator", Role.OPERATOR)
AUDITOR = persona("auditor", Role.AUDITOR)
