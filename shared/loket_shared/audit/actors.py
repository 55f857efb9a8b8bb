"""The names of actors in the audit trail."""

from collections.abc import Callable

from loket_shared.principal import Principal, Role

PSEUDONYMOUS = frozenset({Role.ASKER, Role.COORDINATOR, Role.EXPERT, Role.APPROVER})
"""The roles that are recorded under a pseudonym: askers, and everybody who reads for a department.

The rule is the same for every department: if only the readers of covert departments had pseudonyms, a pseudonym would
reveal them (design section 5).
"""


def actor_name(principal: Principal, pseudonym: Callable[[str], str]) -> str:
    """Return the principal's subject, or a stable pseudonym of it."""
    return pseudonym(principal.subject) if principal.role in PSEUDONYMOUS else principal.subject


def actor_name_in_work(principal: Principal, pseudonym: Callable[[str], str], work: str) -> str:
    """Return the principal's role and a pseudonym that is stable within this one piece of a department's ``work``.

    Otherwise a principal, also an officer, who reads a case and then works on a contribution to it would link the two.
    """
    return f"{principal.role} {pseudonym(f'{principal.subject} in {work}')}"
