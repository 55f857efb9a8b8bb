"""Hands cases without a route to the front office when routing is silent (design section 2)."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.facts import LeftUnrouted
from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.store.case_lists import unrouted_cases
from loket_backoffice.store.cases import find_case
from loket_shared.service.runtime import Runtime

ROUTING_TIMEOUT = timedelta(minutes=15)


async def escalate_unrouted(runtime: Runtime) -> None:
    """Hand every case that waited for its route for too long to the front office."""
    async with runtime.unit_of_work() as work:
        waiting = await unrouted_cases(work, work.clock.now() - ROUTING_TIMEOUT)
    await for_each_isolated(waiting, partial(escalate_case, runtime))


async def escalate_case(runtime: Runtime, case_id: UUID) -> None:
    """Record that the case was left unrouted, unless its route came meanwhile."""
    async with runtime.unit_of_work() as work:
        stored = await find_case(work, case_id, lock=True)
        if stored and state_of(stored.case) is CaseState.AWAITING_ROUTE:
            await record_and_publish(work, stored, LeftUnrouted(at=work.clock.now()))
