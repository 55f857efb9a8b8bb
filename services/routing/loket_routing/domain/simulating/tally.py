"""Counting what was weighed, for one kind of reader; the tallies of parts of the questions add up."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from loket_routing.domain.deciding.gather import REGIME
from loket_routing.domain.project import Sight, project_route
from loket_routing.domain.simulating.judged import Judged
from loket_routing.domain.simulating.outcome import Outcome, Seen
from loket_routing.domain.simulating.weighing import Weighed
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date

Key = tuple[object, ...]
Side = Literal["before", "after"]


@dataclass
class Tally:
    """How often each thing was counted; a key is what is counted, and of what.

    What is weighed is counted as the reader sees it, so that no figure holds more than its rows do.
    """

    sight: Sight
    counts: Counter[Key] = field(default_factory=Counter)

    def add(self, weighed: Weighed, seen: Seen) -> None:
        """Count one question, of which the reader sees ``seen``."""
        self.counts.update(self._keys(weighed, seen))

    def merge(self, other: "Tally") -> None:
        """Count what another tally of the same kind of reader has counted."""
        self.counts.update(other.counts)

    def _keys(self, weighed: Weighed, seen: Seen) -> Iterator[Key]:
        week = monday(local_date(weighed.past.at))
        sides: dict[Side, Judged] = {"before": weighed.before, "after": weighed.after}
        yield ("week", week)
        yield from _outcome("before", seen.before, week)
        yield from _outcome("after", seen.after, week)
        yield from (("failed", side) for side, judged in sides.items() if judged.failed)
        yield from self._changes(weighed, seen)
        yield from self._swap(weighed)
        yield from self._regimes(weighed)
        yield from _coverage(weighed.after)

    def _changes(self, weighed: Weighed, seen: Seen) -> Iterator[Key]:
        move = (seen.before.lead, seen.after.lead)
        yield ("move", *move)
        if seen.changed:
            yield ("changed",)
        for topic in weighed.topics:
            yield ("topic", topic)
            yield ("topic-move", topic, *move)
            if seen.changed:
                yield ("topic-changed", topic)

    def _swap(self, weighed: Weighed) -> Iterator[Key]:
        if weighed.past.after.countries:
            yield ("country",)
        if weighed.swapped is not None:
            yield ("swapped",)
            route, swapped = self._route(weighed.after.route), self._route(weighed.swapped)
            if route != swapped:
                yield ("violation", route, swapped)

    def _regimes(self, weighed: Weighed) -> Iterator[Key]:
        for code, without in weighed.without.items():
            yield (REGIME, code)
            if self._route(without) != self._route(weighed.after.route):
                yield ("regime-route", code)

    def _route(self, route: Route) -> Route:
        return project_route(route, self.sight)


def monday(day: date) -> date:
    """Return the first day of the week of ``day`` (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def _outcome(side: Side, outcome: Outcome, week: date) -> Iterator[Key]:
    yield ("lead", side, outcome.lead)
    yield ("load", side, outcome.lead, week)
    for department in outcome.contributors:
        yield ("contribute", side, department)
        yield ("load", side, department, week)
    yield ("priority", side, outcome.priority)
    if outcome.confirmation_needed:
        yield ("confirmation", side)


def _coverage(judged: Judged) -> Iterator[Key]:
    yield from (("rule", rule) for rule in judged.rules)
    yield from (("signal", signal) for signal in judged.signals)
