"""One rule set, as far as its reader may see it."""

from loket_routing.domain.access import hidden_in_rule_sets
from loket_routing.domain.project_rule_set import Hidden, project_rule_set
from loket_routing.domain.rule_sets.reading import RuleSetError
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.handlers.lifecycle.find import rule_set_to_read
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.tables import RuleSetRow
from loket_routing.views.rule_set_view import RuleSetView
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_rule_set(work: UnitOfWork, reader: Principal, version: str) -> RuleSetView:
    """Return the rule set ``version`` with its examples, its findings and its life.

    Raises:
        NotFound: there is none, or not for this reader.
    """
    found = await rule_set_to_read(work, reader, version)
    hidden = hidden_in_rule_sets(reader)
    readable = await load_without(work, found.row, hidden) if hidden else None
    return RuleSetView.of(found, readable, hidden, work.clock.now())


async def load_without(work: UnitOfWork, row: RuleSetRow, hidden: Hidden) -> RuleSet | None:
    """Return the rule set of ``row`` without the ``hidden`` departments; None where this release can't read it."""
    try:
        return project_rule_set(await load_rule_set(work, row), hidden)
    except RuleSetError:
        return None
