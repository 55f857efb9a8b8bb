"""Rule sets, for who may see them."""

from uuid import UUID

from loket_routing.handlers.lifecycle.find import require_reader
from loket_routing.store.rule_sets import StoredRuleSet, newest_rule_sets
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal

MOST = 200
"""The most that are shown at once."""


async def list_rule_sets(
    work: UnitOfWork, reader: Principal, most: int = MOST, before: UUID | None = None
) -> tuple[StoredRuleSet, ...]:
    """Return rule sets, newest first; of those begun ``before`` another.

    Raises:
        NotFound: there are none for this reader.
    """
    require_reader(reader)
    return await newest_rule_sets(work, most, before)
