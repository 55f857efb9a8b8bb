"""What a rule set would decide about an invented question."""

import asyncio

from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.examples import Example, tried
from loket_routing.handlers.lifecycle.find import require_trial, rule_set_to_read
from loket_routing.store.compiled import load_rule_set
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def try_rule_set(work: UnitOfWork, reader: Principal, version: str, example: Example) -> Decision:
    """Return the whole decision; nothing of the example is kept.

    Raises:
        NotFound: there is no such version, or not for this reader.
        Forbidden: the reader does not see rule sets whole.
    """
    require_trial(reader)
    row = (await rule_set_to_read(work, reader, version)).row
    rule_set = await load_rule_set(work, row)
    _, decision = await asyncio.to_thread(tried, rule_set, example, work.clock.now())
    return decision
