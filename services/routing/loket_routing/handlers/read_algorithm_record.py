"""Reads the record of the active rule set for the register of algorithms."""

from loket_routing.domain.algorithm_register import AlgorithmRecord, compose_record
from loket_routing.domain.departments import covert
from loket_routing.domain.redact_rule_set import redact_rule_set
from loket_routing.handlers.read_active_rule_set import read_active_rule_set
from loket_routing.policy.loader import record_texts
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork


async def read_algorithm_record(work: UnitOfWork, contact: str) -> AlgorithmRecord:
    """Return the record of the public part of the active rule set; ``contact`` is the address of the contact page.

    Raises:
        NotFoundError: no rule set was ever activated.
        ConflictError: this release can't read it.
    """
    active = await read_active_rule_set(work)
    open_part = redact_rule_set(active.rule_set, covert())
    return compose_record(open_part, local_date(active.activation.active_from), record_texts(), contact)
