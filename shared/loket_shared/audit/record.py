"""Writes an audit record in the transaction of the act, and gives its actor a name."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from loket_shared.audit.chain import Written, mac_of
from loket_shared.audit.keys import AuditKeys
from loket_shared.db.database import Transaction
from loket_shared.observability.tracing import current_trace
from loket_shared.principal import Principal, Role

_RECORD = """
    INSERT INTO audit_records (time, actor, action, object, result, origin, content, times, trace_id, caller_span_id,
                               mac)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


class AuditedAct(NamedTuple):
    """An act: the actor, the action, the object's reference or id (never content), the result and the client."""

    actor: str
    action: str
    object: str
    result: str
    origin: str


async def record(
    transaction: Transaction,
    keys: AuditKeys,
    time: datetime,
    act: AuditedAct,
    content: bytes | None = None,
    times: int = 1,
) -> None:
    """Record ``act``; ``times`` is the number of repeats that it stands for.

    ``content`` is already sealed under the subject's own key, so an erasure of the subject destroys it. The row commits
    unchained, so writers never wait for each other.
    """
    written = Written(time, *act, content, times, *current_trace())
    await transaction.driver.execute(_RECORD, *written, mac_of(keys, written))


PSEUDONYMOUS = frozenset({Role.ASKER, Role.COORDINATOR, Role.EXPERT, Role.APPROVER})
"""The roles that are recorded under a pseudonym: askers, and everybody who reads for a department.

The rule is the same for every department: if only the readers of covert departments had pseudonyms, a pseudonym would
reveal them (docs/architecture.md#confidentiality).
"""


def actor_name(principal: Principal, pseudonym: Callable[[str], str]) -> str:
    """Return the principal's subject, or a stable pseudonym of it."""
    return pseudonym(principal.subject) if principal.role in PSEUDONYMOUS else principal.subject


def actor_name_in_work(principal: Principal, pseudonym: Callable[[str], str], work: str) -> str:
    """Return the principal's role and a pseudonym that is stable within this one piece of a department's ``work``.

    Otherwise a principal, also an officer, who reads a case and then works on a contribution to it would link the two.
    """
    return f"{principal.role} {pseudonym(f'{principal.subject} in {work}')}"
