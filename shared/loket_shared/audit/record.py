"""Writes an audit record in the transaction of the act, and gives its actor a name."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import asyncpg

from loket_shared.audit.chain import Written, mac_of
from loket_shared.audit.keys import AuditKeys
from loket_shared.db.database import DeferredRows, Transaction
from loket_shared.observability.tracing import current_trace
from loket_shared.principal import Principal, Role

_RECORD = """
    INSERT INTO audit_records (time, actor, action, object, result, origin, content, times, trace_id, caller_span_id,
                               mac)
    SELECT time, actor, action, object, result, origin, content, times, trace_id, caller_span_id, mac
    FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::int[],
                $9::text[], $10::text[], $11::bytea[])
    WITH ORDINALITY AS act (time, actor, action, object, result, origin, content, times, trace_id, caller_span_id,
                            mac, place)
    ORDER BY place
"""


class AuditedAct(NamedTuple):
    """An act: the actor, the action, the object's reference or id (never content), the result and the client."""

    actor: str
    action: str
    object: str
    result: str
    origin: str


class AuditRows(DeferredRows):
    """The audit records of one transaction, in the order in which they were recorded."""

    def __init__(self) -> None:
        self._added: list[tuple[object, ...]] = []

    def add(self, written: Written, mac: bytes) -> None:
        """Add ``written`` with its authentication code."""
        self._added.append((*written, mac))

    async def insert(self, driver: asyncpg.Connection) -> None:
        """Insert the records."""
        await driver.execute(_RECORD, *zip(*self._added, strict=True))


def record(
    transaction: Transaction,
    keys: AuditKeys,
    time: datetime,
    act: AuditedAct,
    content: bytes | None = None,
    times: int = 1,
) -> None:
    """Record ``act`` in the transaction, in one statement with its other acts, just before it commits.

    ``times`` is the number of repeats that it stands for. ``content`` is already sealed under the subject's own key, so
    an erasure of the subject destroys it. The row commits unchained, so writers never wait for each other.
    """
    written = Written(time, *act, content, times, *current_trace())
    transaction.deferred(AuditRows).add(written, mac_of(keys, written))


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
