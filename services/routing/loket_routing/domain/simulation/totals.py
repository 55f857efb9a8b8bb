"""Counts simulated questions, for each kind of reader; totals of batches can be added."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from loket_routing.domain.decide.derivation import REGIME
from loket_routing.domain.decide.redact import Visibility, redact_route
from loket_routing.domain.simulation.compare import (
    Audience,
    Change,
    OutcomePair,
    SimulatedOutcome,
    outcomes_by_audience,
    sights_by_audience,
)
from loket_routing.domain.simulation.run import SimulatedDecision, SimulatedQuestion
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date

CountKey = tuple[object, ...]
Side = Literal["before", "after"]


@dataclass
class Counts:
    """Counts for one kind of reader; a key names what is counted, such as ``("lead", "before", "OCW")``.

    Questions are counted as the reader sees them, so that figures reveal no more than the rows.
    """

    sight: Visibility
    by_key: Counter[CountKey] = field(default_factory=Counter)

    def add(self, simulated: SimulatedQuestion, seen: OutcomePair) -> None:
        """Count one question, of which the reader sees ``seen``."""
        self.by_key.update(self._keys(simulated, seen))

    def merge(self, other: "Counts") -> None:
        """Add other counts for the same kind of reader."""
        self.by_key.update(other.by_key)

    def _keys(self, simulated: SimulatedQuestion, seen: OutcomePair) -> Iterator[CountKey]:
        week = monday(local_date(simulated.past.at))
        sides: dict[Side, SimulatedDecision] = {"before": simulated.before, "after": simulated.after}
        yield ("week", week)
        yield from _outcome_keys("before", seen.before, week)
        yield from _outcome_keys("after", seen.after, week)
        yield from (("failed", side) for side, decision in sides.items() if decision.failed)
        yield from self._changes(simulated, seen)
        yield from self._swap(simulated)
        yield from self._regimes(simulated)
        yield from _coverage(simulated.after)

    def _changes(self, simulated: SimulatedQuestion, seen: OutcomePair) -> Iterator[CountKey]:
        move = (seen.before.lead, seen.after.lead)
        yield ("move", *move)
        if seen.changed:
            yield ("changed",)
        for topic in simulated.topics:
            yield ("topic", topic)
            yield ("topic-move", topic, *move)
            if seen.changed:
                yield ("topic-changed", topic)

    def _swap(self, simulated: SimulatedQuestion) -> Iterator[CountKey]:
        if simulated.past.after.countries:
            yield ("country",)
        if simulated.swapped is not None:
            yield ("swapped",)
            route, swapped = self._route(simulated.after.route), self._route(simulated.swapped)
            if route != swapped:
                yield ("violation", route, swapped)

    def _regimes(self, simulated: SimulatedQuestion) -> Iterator[CountKey]:
        for code, without in simulated.without.items():
            yield (REGIME, code)
            if self._route(without) != self._route(simulated.after.route):
                yield ("regime-route", code)

    def _route(self, route: Route) -> Route:
        return redact_route(route, self.sight)


def monday(day: date) -> date:
    """Return the first day of the week of ``day`` (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def _outcome_keys(side: Side, outcome: SimulatedOutcome, week: date) -> Iterator[CountKey]:
    yield ("lead", side, outcome.lead)
    yield ("load", side, outcome.lead, week)
    for department in outcome.contributors:
        yield ("contribute", side, department)
        yield ("load", side, department, week)
    yield ("priority", side, outcome.priority)
    if outcome.confirmation_needed:
        yield ("confirmation", side)


def _coverage(decision: SimulatedDecision) -> Iterator[CountKey]:
    yield from (("rule", rule) for rule in decision.rules)
    yield from (("signal", signal) for signal in decision.signals)


def _empty_counts() -> dict[Audience, Counts]:
    return {audience: Counts(sight) for audience, sight in sights_by_audience().items()}


@dataclass
class Totals:
    """Counts for each kind of reader, and the numbers of read and unread questions (see ``Reading``)."""

    by_audience: dict[Audience, Counts] = field(default_factory=_empty_counts)
    reading: Counter[str] = field(default_factory=Counter)

    @property
    def questions(self) -> int:
        """The number of questions, read or not."""
        return self.reading["questions"]

    def add(self, simulated: SimulatedQuestion) -> Change | None:
        """Count one question; return its change, if any."""
        self.reading["weighed"] += 1
        seen = outcomes_by_audience(simulated)
        for audience, counts in self.by_audience.items():
            counts.add(simulated, seen[audience])
        return Change.of(simulated, seen)

    def merge(self, other: "Totals") -> None:
        """Add the totals of another part."""
        self.reading.update(other.reading)
        for audience, counts in self.by_audience.items():
            counts.merge(other.by_audience[audience])
