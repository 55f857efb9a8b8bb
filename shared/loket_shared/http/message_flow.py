"""``/v1/message-flow``: figures about the events of one service, for the operator."""

from fastapi import APIRouter

from loket_shared.broker.topics import declared_topics
from loket_shared.bus.consumer_metrics import read_lag
from loket_shared.bus.dead_letters.access import count_for_operator
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.topics import count_shown_gaps, is_counted
from loket_shared.failures import NotFoundError
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.inbox.gaps import count_parked, gaps
from loket_shared.outbox.store import read_backlog
from loket_shared.principal import Role
from loket_shared.service.runtime import Runtime

router = APIRouter(prefix="/v1/message-flow", tags=["message flow"], route_class=DirectRoute)


class MessageFlow(WireModel):
    """Counts of events and records, without contribution work; only ``openGaps`` counts it, as one gap at most.

    ``lag``: not handled yet, None if the broker does not answer. ``unpublished``: recorded, but not on Kafka yet;
    ``oldest_unpublished_seconds`` is the age of the oldest of them. ``open_gaps``: keys that miss events. ``held_up``:
    events that wait behind one that is stuck or missing. ``paused``: events of different questions fail one after
    another.
    """

    lag: int | None
    unpublished: int
    oldest_unpublished_seconds: float
    open_gaps: int
    dead_letters: int
    paused: bool
    held_up: int = 0


@router.get("")
async def message_flow(principal: CurrentPrincipal, runtime: RuntimeDep) -> MessageFlow:
    """Return the figures of this service that the operator may see."""
    if principal.role != Role.OPERATOR:
        raise NotFoundError
    group = runtime.definition.group
    lag = await _lag(runtime)
    async with runtime.unit_of_work() as work:
        backlog = await read_backlog(work.driver)
        return MessageFlow(
            lag=lag,
            unpublished=backlog.events,
            oldest_unpublished_seconds=round(backlog.age, 1),
            open_gaps=count_shown_gaps(gap.topic for gap in await gaps(work.session, group)),
            dead_letters=await count_for_operator(runtime.definition.owner_of, work, group),
            paused=runtime.failures.paused,
            held_up=sum(count for topic, count in await count_parked(work.session, group) if is_counted(topic)),
        )


async def _lag(runtime: Runtime) -> int | None:
    names = {kind.TOPIC for kind in runtime.definition.subscriptions if is_counted(kind.TOPIC)}
    topics = declared_topics(runtime.settings.topics_file, names)
    return await read_lag(runtime.broker, runtime.definition.group, topics)
