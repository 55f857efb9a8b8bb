"""Reads the rule set that is active now, and its record for the register of algorithms."""

from dataclasses import dataclass

from loket_routing.domain.algorithm_register import AlgorithmRecord, compose_record
from loket_routing.domain.departments import covert
from loket_routing.domain.lifecycle.timetable import Activation
from loket_routing.domain.redact_rule_set import redact_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.policy import record_texts
from loket_routing.store.rule_set_cache import load_rule_set
from loket_routing.store.rule_sets import find_rule_set, load_timetable
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, NotFoundError
from loket_shared.local_time import local_date
from loket_shared.unit_of_work import UnitOfWork

_UNREADABLE = BilingualText(
    nl="De regelset die van kracht is kan niet worden gelezen.", en="The rule set that is in force can't be read."
)


@dataclass(frozen=True)
class ActiveRuleSet:
    """A rule set, and the activation that put it in force."""

    rule_set: RuleSet
    activation: Activation


async def read_active_rule_set(work: UnitOfWork) -> ActiveRuleSet:
    """Return the active rule set, without a lock on the timetable.

    Raises:
        NotFoundError: no rule set was ever activated.
        ConflictError: this release can't read it.
    """
    activation = (await load_timetable(work)).in_force(work.clock.now())
    found = await find_rule_set(work, activation.version) if activation else None
    if activation is None or found is None:
        raise NotFoundError
    try:
        rule_set = await load_rule_set(work, found.row)
    except RuleSetError as error:
        raise ConflictError("rule-set-unreadable", _UNREADABLE) from error
    return ActiveRuleSet(rule_set, activation)


async def read_algorithm_record(work: UnitOfWork, contact: str) -> AlgorithmRecord:
    """Return the record of the public part of the active rule set; ``contact`` is the address of the contact page.

    Raises:
        NotFoundError: no rule set was ever activated.
        ConflictError: this release can't read it.
    """
    active = await read_active_rule_set(work)
    open_part = redact_rule_set(active.rule_set, covert())
    return compose_record(open_part, local_date(active.activation.active_from), record_texts(), contact)
