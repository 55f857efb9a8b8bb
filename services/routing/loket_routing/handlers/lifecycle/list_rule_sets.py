"""All rule sets, for who may see them."""

from loket_routing.handlers.lifecycle.find import require_reader
from loket_routing.store.rule_sets import StoredRuleSet, all_rule_sets
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def list_rule_sets(work: UnitOfWork, reader: Principal) -> tuple[StoredRuleSet, ...]:
    """Return every rule set, newest first.

    Raises:
        NotFound: there are none for this reader.
    """
    require_reader(reader)
    return await all_rule_sets(work)
