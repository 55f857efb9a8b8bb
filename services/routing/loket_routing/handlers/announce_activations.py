"""Publishes once that a rule set has become active, when its activation begins."""

from loket_routing.store.activations import mark_announced, next_unannounced
from loket_routing.store.rule_sets import load_timetable
from loket_shared.contracts.events.routing_rule_set_activated import RuleSetActivated
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork


async def announce_activations(runtime: Runtime) -> None:
    """Publish ``routing.rule-set-activated`` for each activation that has begun, each in its own transaction."""
    announced = True
    while announced:
        async with runtime.unit_of_work() as work:
            announced = await announce_next(work)


async def announce_next(work: UnitOfWork) -> bool:
    """Announce the first activation that has begun and is not announced; return whether there was one."""
    found = await next_unannounced(work, work.clock.now())
    if found is None:
        return False
    activation, rule_set = found
    planned = await load_timetable(work)
    await work.publish(
        RuleSetActivated(
            rule_set_id=rule_set.id,
            version=rule_set.version,
            previous_version=planned.previous(activation.active_from),
            digest=rule_set.digest,
            active_from=activation.active_from,
        )
    )
    await mark_announced(work, activation)
    return True
