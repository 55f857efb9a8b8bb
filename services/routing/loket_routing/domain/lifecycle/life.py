"""In what state a rule set is, and who may do what to it next. Pure: steps and activations in, a state out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loket_routing.domain.lifecycle.steps import WRITING, Step, StepKind
from loket_routing.domain.lifecycle.timetable import Activation, Timetable


class State(StrEnum):
    """Where a rule set is in its life."""

    DRAFT = "draft"
    CHECKED = "checked"
    SIMULATED = "simulated"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    RETIRED = "retired"
    DISCARDED = "discarded"


class Act(StrEnum):
    """What can be done to a rule set."""

    SAVE = "save"
    SIMULATE = "simulate"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    ACTIVATE = "activate"
    CANCEL = "cancel"
    DISCARD = "discard"


_OPEN = frozenset({State.DRAFT, State.CHECKED, State.SIMULATED})
_ALLOWED: Mapping[Act, frozenset[State]] = {
    Act.SAVE: _OPEN,
    Act.SIMULATE: frozenset(State) - {State.DRAFT, State.DISCARDED},
    Act.PROPOSE: frozenset({State.SIMULATED}),
    Act.RETURN: frozenset({State.PROPOSED}),
    Act.APPROVE: frozenset({State.PROPOSED}),
    Act.ACTIVATE: frozenset({State.APPROVED, State.RETIRED}),
    Act.CANCEL: frozenset({State.SCHEDULED}),
    Act.DISCARD: _OPEN,
}
_AFTER: Mapping[StepKind, State] = {
    StepKind.INSTALLED: State.APPROVED,
    StepKind.SIMULATED: State.SIMULATED,
    StepKind.PROPOSED: State.PROPOSED,
    StepKind.RETURNED: State.SIMULATED,
    StepKind.APPROVED: State.APPROVED,
    StepKind.DISCARDED: State.DISCARDED,
}


@dataclass(frozen=True)
class Life:
    """The steps of one rule set, oldest first, and when it was or will be in force."""

    version: str
    steps: tuple[Step, ...]
    timetable: Timetable

    def state(self, now: datetime) -> State:
        """Return the state at ``now``."""
        last = self.steps[-1]
        written = _AFTER.get(last.kind) or (State.CHECKED if last.sound else State.DRAFT)
        return self._in_use(now) if written is State.APPROVED else written

    def allows(self, act: Act, now: datetime) -> bool:
        """Say whether the state allows ``act``, whoever does it."""
        return self.state(now) in _ALLOWED[act]

    @property
    def authors(self) -> frozenset[str]:
        """Who wrote or proposed it: never the one who approves it (design section 5, four eyes)."""
        return frozenset(step.by for step in self.steps if step.kind in WRITING)

    @property
    def activations(self) -> tuple[Activation, ...]:
        """When it came or will come into force, in that order."""
        return tuple(each for each in self.timetable.activations if each.version == self.version)

    def _in_use(self, now: datetime) -> State:
        present = self.timetable.in_force(now)
        if present and present.version == self.version and present.active_from <= now:
            return State.ACTIVE
        if self.timetable.coming(self.version, now):
            return State.SCHEDULED
        return State.RETIRED if self.timetable.begun(self.version, now) else State.APPROVED
