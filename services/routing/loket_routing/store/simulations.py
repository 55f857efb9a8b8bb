"""Simulations: ordered, listed, cancelled, with their sealed reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from loket_routing.domain.simulation.report import Reports
from loket_routing.domain.simulation.status import SimulationState
from loket_routing.store.tables import RuleSetRow, SimulationRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.principal import Principal
from loket_shared.unit_of_work import Place, UnitOfWork

_UNDER_WAY = """
    SELECT EXISTS (SELECT FROM simulations WHERE rule_set_id = $1 AND state IN ('queued', 'running'))
"""
_CANCEL = """
    UPDATE simulations SET state = 'cancelled', ended_at = $2 WHERE id = $1 AND state IN ('queued', 'running')
    RETURNING true
"""


@dataclass(frozen=True)
class StoredSimulation:
    """A simulation with the versions of the rule sets that it compares."""

    row: SimulationRow
    baseline: str
    candidate: str

    @property
    def state(self) -> SimulationState:
        """The state of the simulation."""
        return SimulationState(self.row.state)


async def add_simulation(
    work: UnitOfWork, simulation_id: UUID, rule_set: RuleSetRow, baseline_id: UUID, principal: Principal
) -> None:
    """Queue a simulation of the present revision of ``rule_set``."""
    work.session.add(
        SimulationRow(
            id=simulation_id,
            rule_set_id=rule_set.id,
            revision=rule_set.revision,
            baseline_id=baseline_id,
            asked_at=work.clock.now(),
            asked_by=principal.subject,
            asked_by_name=principal.name,
        )
    )
    await work.session.flush()


async def is_under_way(work: UnitOfWork, rule_set_id: UUID) -> bool:
    """Return whether a simulation of the rule set waits or runs."""
    return bool(await work.driver.fetchval(_UNDER_WAY, rule_set_id))


async def find_simulation(work: UnitOfWork, simulation_id: UUID) -> StoredSimulation | None:
    """Return one simulation, or None."""
    found = await _select(work, [col(SimulationRow.id) == simulation_id], 1)
    return found[0] if found else None


async def newest_simulations(work: UnitOfWork, after: UUID | None, most: int) -> tuple[StoredSimulation, ...]:
    """Return simulations, newest first; only those after the one with the id ``after``, if given."""
    return await _select(work, [] if after is None else [col(SimulationRow.id) < after], most)


async def cancel_stored_simulation(work: UnitOfWork, simulation_id: UUID) -> bool:
    """Cancel a simulation that has not ended; return whether it had not."""
    return bool(await work.driver.fetchval(_CANCEL, simulation_id, work.clock.now()))


async def seal_reports(work: UnitOfWork, simulation_id: UUID, reports: Reports) -> bytes:
    """Return ``reports`` sealed with a key of the simulation, in the compartment of participation."""
    name = KeyName(simulation_id, Compartment.PARTICIPATION)
    return await work.seal_model(reports, name, _place(simulation_id))


async def open_reports(work: UnitOfWork, row: SimulationRow) -> Reports | None:
    """Return the reports; None if the simulation has none."""
    return None if row.result is None else await work.unseal_model(Reports, row.result, _place(row.id))


def _place(simulation_id: UUID) -> Place:
    return Place("simulations", simulation_id, "result")


async def _select(
    work: UnitOfWork, conditions: Sequence[ColumnElement[bool]], most: int
) -> tuple[StoredSimulation, ...]:
    baseline, candidate = aliased(RuleSetRow), aliased(RuleSetRow)
    wanted = (
        select(SimulationRow, baseline.version, candidate.version)
        .join(baseline, col(baseline.id) == SimulationRow.baseline_id)
        .join(candidate, col(candidate.id) == SimulationRow.rule_set_id)
        .where(*conditions)
        .order_by(col(SimulationRow.id).desc())
        .limit(most)
    )
    return tuple(StoredSimulation(*found) for found in (await work.session.exec(wanted)).all())
