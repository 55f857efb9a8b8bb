"""The state of a rule set, and the actions that it allows, with four eyes (docs/architecture.md#confidentiality).

Everything is derived from the steps of people and the activations; nothing else is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.domain.lifecycle.timetable import Activation, Timetable
from loket_shared.principal import Principal


class StepKind(StrEnum):
    """A kind of step. ``INSTALLED``: the set came with a release, whose publisher approved it."""

    INSTALLED = "installed"
    DRAFTED = "drafted"
    SAVED = "saved"
    SIMULATED = "simulated"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class RuleSetStep:
    """One step; ``by`` is the subject of the person who took it, ``name`` the name of that person.

    ``sound``: the set has no findings after this step. ``reason``: a text of that person.
    """

    kind: StepKind
    at: datetime
    by: str
    name: str
    sound: bool = True
    reason: str | None = None


WRITING = frozenset({StepKind.DRAFTED, StepKind.SAVED, StepKind.PROPOSED})
"""The steps that make somebody an author, who can't approve the set (docs/architecture.md#confidentiality)."""


class RuleSetState(StrEnum):
    """The state of a rule set."""

    DRAFT = "draft"
    CHECKED = "checked"
    SIMULATED = "simulated"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    RETIRED = "retired"
    DISCARDED = "discarded"


class RuleSetAction(StrEnum):
    """An action on a rule set."""

    SAVE = "save"
    SIMULATE = "simulate"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    ACTIVATE = "activate"
    CANCEL = "cancel"
    DISCARD = "discard"


_OPEN = frozenset({RuleSetState.DRAFT, RuleSetState.CHECKED, RuleSetState.SIMULATED})
_ALLOWED: Mapping[RuleSetAction, frozenset[RuleSetState]] = {
    RuleSetAction.SAVE: _OPEN,
    RuleSetAction.SIMULATE: frozenset(RuleSetState) - {RuleSetState.DRAFT, RuleSetState.DISCARDED},
    RuleSetAction.PROPOSE: frozenset({RuleSetState.SIMULATED}),
    RuleSetAction.RETURN: frozenset({RuleSetState.PROPOSED}),
    RuleSetAction.APPROVE: frozenset({RuleSetState.PROPOSED}),
    RuleSetAction.ACTIVATE: frozenset({RuleSetState.APPROVED, RuleSetState.RETIRED}),
    RuleSetAction.CANCEL: frozenset({RuleSetState.SCHEDULED}),
    RuleSetAction.DISCARD: _OPEN,
}
_AFTER: Mapping[StepKind, RuleSetState] = {
    StepKind.INSTALLED: RuleSetState.APPROVED,
    StepKind.SIMULATED: RuleSetState.SIMULATED,
    StepKind.PROPOSED: RuleSetState.PROPOSED,
    StepKind.RETURNED: RuleSetState.SIMULATED,
    StepKind.APPROVED: RuleSetState.APPROVED,
    StepKind.DISCARDED: RuleSetState.DISCARDED,
}


@dataclass(frozen=True)
class Lifecycle:
    """The steps of one rule set, oldest first, and the activations of all sets."""

    version: str
    steps: tuple[RuleSetStep, ...]
    timetable: Timetable

    def state(self, now: datetime) -> RuleSetState:
        """Return the state at ``now``."""
        last = self.steps[-1]
        written = _AFTER.get(last.kind) or (RuleSetState.CHECKED if last.sound else RuleSetState.DRAFT)
        return self._in_use(now) if written is RuleSetState.APPROVED else written

    def allows(self, act: RuleSetAction, now: datetime) -> bool:
        """Return whether the state allows ``act``, for any person."""
        return self.state(now) in _ALLOWED[act]

    @property
    def authors(self) -> frozenset[str]:
        """The subjects who wrote or proposed the set. None of them may approve it (docs/architecture.md#four-eyes)."""
        return frozenset(step.by for step in self.steps if step.kind in WRITING)

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The activations of this set, in order."""
        return tuple(each for each in self.timetable.activations if each.version == self.version)

    def _in_use(self, now: datetime) -> RuleSetState:
        present = self.timetable.in_force(now)
        if present and present.version == self.version and present.active_from <= now:
            return RuleSetState.ACTIVE
        if self.timetable.coming(self.version, now):
            return RuleSetState.SCHEDULED
        return RuleSetState.RETIRED if self.timetable.begun(self.version, now) else RuleSetState.APPROVED


def offered_actions(life: Lifecycle, reader: Principal, now: datetime) -> frozenset[RuleSetAction]:
    """Return the actions that ``reader`` may take at ``now``; an author never approves."""
    if not may_change_rule_sets(reader):
        return frozenset()
    allowed = frozenset(act for act in RuleSetAction if life.allows(act, now))
    return allowed - {RuleSetAction.APPROVE} if reader.subject in life.authors else allowed


def next_version(known: Iterable[str], year: int) -> str:
    """Return the next version of ``year`` after the ``known`` ones, such as 2026.2."""
    numbers = (int(number) for of_year, number in (version.split(".") for version in known) if int(of_year) == year)
    return f"{year}.{max(numbers, default=0) + 1}"
