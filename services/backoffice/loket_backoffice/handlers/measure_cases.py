"""Metrics of the cases, for monitoring. They leave out covert work (design section 5)."""

from opentelemetry import metrics

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.policies import ClockName
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.service_levels import count_at_risk, count_by_state
from loket_shared.service.runtime import Runtime

_METER = metrics.get_meter("loket")

cases = _METER.create_gauge("loket_cases", description="Cases, by state")
clocks_at_risk = _METER.create_gauge("loket_clocks_at_risk", description="Promises at risk or broken, by clock")


async def measure_cases(runtime: Runtime) -> None:
    """Set the metrics from the database."""
    async with runtime.unit_of_work() as work:
        by_state = await count_by_state(work)
        at_risk = await count_at_risk(work, sorted(covert_departments()))
    for state in CaseState:
        cases.set(by_state.get(state, 0), {"state": state})
    for name in ClockName:
        clocks_at_risk.set(at_risk.get(name, 0), {"clock": name})
