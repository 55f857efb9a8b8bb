"""The state of a simulation, and the reasons of a failure."""

from collections.abc import Mapping
from enum import StrEnum

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError

MAX_ATTEMPTS = 3
"""The most attempts at a simulation whose process ends too early."""


class SimulationState(StrEnum):
    """The state of a simulation."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class SimulationFailure(StrEnum):
    """The reason of a failure."""

    BROKE_OFF = "broke-off"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


FAILURES: Mapping[SimulationFailure, BilingualText] = {
    SimulationFailure.BROKE_OFF: BilingualText(
        nl="De simulatie is drie keer afgebroken. Laat de beheerder het logboek van routering bekijken.",
        en="The simulation broke off three times. Have the operator look at the log of routing.",
    ),
    SimulationFailure.CHANGED: BilingualText(
        nl="De regelset is tijdens de simulatie gewijzigd. Simuleer de nieuwe versie.",
        en="The rule set changed during the simulation. Simulate the new revision.",
    ),
    SimulationFailure.UNREADABLE: BilingualText(
        nl="Een van beide regelsets is niet te lezen door deze uitgave van het loket.",
        en="One of the two rule sets cannot be read by this release of the desk.",
    ),
}


def already_under_way() -> ConflictError:
    """A simulation of this rule set is waiting or running."""
    return ConflictError(
        "simulation-under-way",
        BilingualText(
            nl="Er loopt al een simulatie van deze regelset. Wacht tot die klaar is, of breek die af.",
            en="A simulation of this rule set is under way. Wait until it is done, or cancel it.",
        ),
    )


def already_over(state: SimulationState) -> ConflictError:
    """The simulation has ended, so it can't be cancelled."""
    return ConflictError(
        "simulation-over",
        BilingualText(nl="De simulatie is al afgelopen.", en="The simulation is over already."),
        {"state": state},
    )
