"""The personas as services know them: what an identity provider vouches for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loket_shared.principal import Principal, Role


def persona(subject: str, role: Role, department: str | None = None, **claims: Any) -> Principal:
    """Return a principal with a mail address of its own, and whatever else is claimed."""
    usual = Principal(subject, subject, f"{subject}@loket.example", role, department=department)
    return replace(usual, **claims)


def expert(department: str) -> Principal:
    """Return the expert of ``department``."""
    return persona(f"expert-{department.lower()}", Role.EXPERT, department)


def approver(department: str) -> Principal:
    """Return the approver of ``department``."""
    return persona(f"approver-{department.lower()}", Role.APPROVER, department)


def holder(role: Role) -> Principal:
    """Return somebody with ``role``."""
    return persona(role, role)


def by_name(*principals: Principal) -> Mapping[str, Principal]:
    """Return each by the name that stands for a token of theirs."""
    return {principal.subject: principal for principal in principals}


CLEARED = persona("front-office", Role.FRONT_OFFICE, cleared=True)
UNCLEARED = SECOND = persona("front-office-2", Role.FRONT_OFFICE)
THIRD = persona("front-office-3", Role.FRONT_OFFICE)
OPERATOR = persona("operator", Role.OPERATOR)
AUDITOR = persona("auditor", Role.AUDITOR)
RULE_OWNER = persona("rule-owner", Role.RULE_OWNER)
APPROVING_OWNER = persona("rule-approver", Role.RULE_OWNER)
ASKER = persona("asker", Role.ASKER)
