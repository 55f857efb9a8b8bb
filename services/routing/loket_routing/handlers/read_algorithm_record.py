"""Tell the register of algorithms about the rule set that decides now."""

from loket_routing.domain.algorithm_register.compose import compose
from loket_routing.domain.algorithm_register.record import AlgorithmRecord
from loket_routing.domain.departments import covert
from loket_routing.domain.project_rule_set import project_rule_set
from loket_routing.handlers.active_rule_set import active_rule_set
from loket_routing.policy.algorithm_record import record_texts
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork


async def read_algorithm_record(work: UnitOfWork, contact: str) -> AlgorithmRecord:
    """Return the record of the part that is open to all. ``contact`` is the address of the page to ask at.

    Raises:
        NotFound: no rule set was ever activated.
        Conflict: this release can't read it.
    """
    active = await active_rule_set(work)
    open_part = project_rule_set(active.rule_set, covert())
    return compose(open_part, local_date(active.activation.active_from), record_texts(), contact)
