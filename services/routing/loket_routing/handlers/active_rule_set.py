"""The rule set that decides now, to tell about it."""

from dataclasses import dataclass

from loket_routing.domain.lifecycle.timetable import Activation
from loket_routing.domain.rule_sets.reading import RuleSetError
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.rule_sets import find_rule_set, timetable
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, NotFoundError
from loket_shared.unit_of_work import UnitOfWork

_UNREADABLE = BilingualText(
    nl="De regelset die van kracht is kan niet worden gelezen.", en="The rule set that is in force can't be read."
)


@dataclass(frozen=True)
class ActiveRuleSet:
    """A rule set and since when it decides."""

    rule_set: RuleSet
    activation: Activation


async def active_rule_set(work: UnitOfWork) -> ActiveRuleSet:
    """Return what decides now, without holding up who changes that.

    Raises:
        NotFound: no rule set was ever activated.
        Conflict: this release can't read it.
    """
    activation = (await timetable(work)).in_force(work.clock.now())
    found = await find_rule_set(work, activation.version) if activation else None
    if activation is None or found is None:
        raise NotFoundError
    try:
        made = await load_rule_set(work, found.row)
    except RuleSetError as error:
        raise ConflictError("rule-set-unreadable", _UNREADABLE) from error
    return ActiveRuleSet(made, activation)
