"""By which name an actor stands in the audit trail."""

from collections.abc import Callable

from loket_shared.principal import Principal, Role

PSEUDONYMOUS = frozenset({Role.ASKER, Role.COORDINATOR, Role.EXPERT, Role.APPROVER})
"""Who asks, and whoever reads for a department.

Of every department alike: were only covert readers pseudonymous, a pseudonym would betray them
(design section 5).
"""


def actor_name(principal: Principal, pseudonym: Callable[[str], str]) -> str:
    """Return the principal's subject, or the stable pseudonym of it."""
    return pseudonym(principal.subject) if principal.role in PSEUDONYMOUS else principal.subject


def actor_name_in_work(principal: Principal, pseudonym: Callable[[str], str], work: str) -> str:
    """Return the principal's role, with a pseudonym that is stable within this one piece of a department's ``work``.

    Whoever reads a case and then works on a contribution to it would else link the two, an officer as well.
    """
    return f"{principal.role} {pseudonym(f'{principal.subject} in {work}')}"
