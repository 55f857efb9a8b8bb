"""The JSON of a simulation, for one reader."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from loket_routing.domain.simulation.report import Report
from loket_routing.domain.simulation.status import FAILURES, SimulationFailure, SimulationState
from loket_routing.store.simulations import StoredSimulation
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText


class SimulationSummaryView(WireModel):
    """A simulation in the list: of ``ruleSet`` in its ``revision``, beside ``baseline``.

    ``done`` of ``total`` questions were simulated; ``total`` is None until they are counted.
    """

    id: UUID
    rule_set: str
    revision: int
    baseline: str
    state: SimulationState
    done: int
    total: int | None
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    failure: BilingualText | None

    @classmethod
    def summary_of(cls, stored: StoredSimulation) -> "SimulationSummaryView":
        """Return ``stored`` without its report."""
        return SimulationSummaryView(**_summary(stored))


class SimulationView(SimulationSummaryView):
    """A simulation with its report, which is None until it is done."""

    report: Report | None

    @classmethod
    def of(cls, stored: StoredSimulation, report: Report | None) -> Self:
        """Return ``stored`` with the report that its reader may see."""
        return cls(**_summary(stored), report=report)


def _summary(stored: StoredSimulation) -> dict[str, Any]:
    row = stored.row
    return {
        "id": row.id,
        "rule_set": stored.candidate,
        "revision": row.revision,
        "baseline": stored.baseline,
        "state": stored.state,
        "done": row.done,
        "total": row.total,
        "asked_at": row.asked_at,
        "asked_by": row.asked_by_name,
        "ended_at": row.ended_at,
        "failure": FAILURES[SimulationFailure(row.failure)] if row.failure else None,
    }
