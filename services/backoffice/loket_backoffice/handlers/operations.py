"""The figures of operations: service levels and message flow for the operator, gauges of the cases for monitoring."""

import asyncio
from dataclasses import dataclass
from typing import Self

from opentelemetry import metrics

from loket_backoffice.domain.access import require_operator, visible_part
from loket_backoffice.domain.case_states import NOT_OVER
from loket_backoffice.domain.errors import ServiceUnavailableError, TokenExpiredError
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.gateways import addresses, read_message_flow
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_index import count_by_state
from loket_backoffice.store.case_queues import find_most_urgent_rows
from loket_backoffice.store.clocks import Counts, count_at_risk, count_promises
from loket_backoffice.store.listed_cases import load_listed_cases
from loket_backoffice.views.case_summary import CaseSummary, CaseSummaryView, summary_of, view_of
from loket_shared.contracts.model import WireModel
from loket_shared.http.message_flow import MessageFlow
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import UnitOfWork

_METER = metrics.get_meter("loket")

_CASES = _METER.create_gauge("loket_cases", description="Cases that somebody works on, by state")
_CLOCKS_AT_RISK = _METER.create_gauge("loket_clocks_at_risk", description="Promises at risk or broken, by clock")


class PromiseView(WireModel):
    """The numbers of a promise: met, missed, lapsed, and running in time.

    ``share_met`` is the share of met promises among those that were met or missed.
    """

    name: str
    met: int
    missed: int
    lapsed: int
    running: int
    share_met: float | None


@dataclass(frozen=True)
class ServiceLevels:
    """The numbers of every promise, and the open cases, the first to run out in front."""

    promises: tuple[PromiseView, ...]
    open_cases: tuple[CaseSummary, ...]


class ServiceLevelsView(WireModel):
    """The service levels as the API shows them."""

    promises: tuple[PromiseView, ...]
    open_cases: tuple[CaseSummaryView, ...]

    @classmethod
    def of(cls, levels: ServiceLevels) -> Self:
        """Return ``levels`` as the API shows them."""
        return cls(promises=levels.promises, open_cases=tuple(map(view_of, levels.open_cases)))


async def read_service_levels(
    work: UnitOfWork, principal: Principal, limit: int, *, refresh: bool = False
) -> ServiceLevels:
    """Return the service levels with at most ``limit`` open cases; ``refresh`` as for ``list_cases``.

    Raises:
        NotFoundError: they do not exist for this reader.
    """
    require_operator(principal)
    covert = sorted(covert_departments())
    counts = await count_promises(work, covert)
    cases = await _open_cases(work, principal, covert, limit)
    repeats = work.trail.refreshes if refresh else None
    await work.audit(principal, "service-levels.read", "service-levels", repeats=repeats)
    return ServiceLevels(tuple(map(_promise, counts)), cases)


async def _open_cases(work: UnitOfWork, principal: Principal, covert: list[str], limit: int) -> tuple[CaseSummary, ...]:
    listed = await load_listed_cases(work, await find_most_urgent_rows(work, covert, limit))
    now = work.clock.now()
    return tuple(summary_of(visible_part(principal, stored.case), stored, question, now) for stored, question in listed)


def _promise(counts: Counts) -> PromiseView:
    ended = counts.met + counts.missed
    return PromiseView(**counts._asdict(), share_met=round(counts.met / ended, 3) if ended else None)


@dataclass(frozen=True)
class ServiceMetrics:
    """The figures of one service; ``figures`` is None if it does not answer."""

    service: str
    figures: MessageFlow | None


async def read_flow_metrics(principal: Principal, settings: ServiceSettings, access_token: str) -> list[ServiceMetrics]:
    """Return the figures of every service, each read from the service with this reader's rights.

    Raises:
        NotFoundError: they do not exist for this reader.
        TokenExpiredError: the reader has to sign in again.
    """
    require_operator(principal)
    if not access_token:
        raise TokenExpiredError
    return list(await asyncio.gather(*(_flow(name, url, access_token) for name, url in addresses(settings).items())))


async def _flow(service: str, address: str, access_token: str) -> ServiceMetrics:
    try:
        return ServiceMetrics(service, await read_message_flow(address, access_token))
    except ServiceUnavailableError:
        return ServiceMetrics(service, None)


async def measure_cases(runtime: Runtime) -> None:
    """Set the gauges from the database, without covert work (docs/architecture.md#confidentiality)."""
    async with runtime.unit_of_work() as work:
        by_state = await count_by_state(work)
        at_risk = await count_at_risk(work, sorted(covert_departments()))
    for state in NOT_OVER:
        _CASES.set(by_state.get(state, 0), {"state": state})
    for name in ClockName:
        _CLOCKS_AT_RISK.set(at_risk.get(name, 0), {"clock": name})
