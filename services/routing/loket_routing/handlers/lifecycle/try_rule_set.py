"""What a rule set would decide about an invented question."""

import asyncio
from datetime import datetime

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import read_question
from loket_routing.domain.deciding.examples import Example
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.handlers.lifecycle.find import rule_set_to_read
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.in_force import InForce
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def try_rule_set(work: UnitOfWork, reader: Principal, version: str, example: Example) -> Decision:
    """Return the whole decision; nothing of the example is kept, and nobody real takes part, so nothing is hidden.

    Raises:
        NotFound: there is no such version, or not for this reader.
    """
    row = (await rule_set_to_read(work, reader, version)).row
    rule_set = await load_rule_set(work, InForce(row.id, row.version, row.digest))
    return await asyncio.to_thread(_decide, rule_set, example, work.clock.now())


def _decide(rule_set: RuleSet, example: Example, now: datetime) -> Decision:
    evidence = read_question(example.question, rule_set.lexicon, rule_set.finder)
    return decide(evidence, rule_set, example.moment(now))
