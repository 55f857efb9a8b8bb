"""A rule set comes into force: tell it, once, when its moment is there."""

from loket_routing.store.activations import next_untold
from loket_routing.store.rule_sets import timetable
from loket_shared.contracts.events.routing_rule_set_activated import RuleSetActivated
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork


async def announce_activations(runtime: Runtime) -> None:
    """Publish ``routing.rule-set-activated`` for each activation that has begun, each in a transaction of its own."""
    told = True
    while told:
        async with runtime.unit_of_work() as work:
            told = await announce_next(work)


async def announce_next(work: UnitOfWork) -> bool:
    """Tell the first activation that has begun and was not told; return whether there was one."""
    found = await next_untold(work, work.clock.now())
    if found is None:
        return False
    activation, rule_set = found
    planned = await timetable(work)
    await work.publish(
        RuleSetActivated(
            rule_set_id=rule_set.id,
            version=rule_set.version,
            previous_version=planned.previous(activation.active_from),
            digest=rule_set.digest,
            active_from=activation.active_from,
        )
    )
    activation.announced_at = work.clock.now()
    return True
