"""What was found in part of the past questions; the sums of all parts make the reports."""

from collections import Counter
from dataclasses import dataclass, field

from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulating.changes import Change
from loket_routing.domain.simulating.outcome import View, look, sights
from loket_routing.domain.simulating.report import Reading, Reports
from loket_routing.domain.simulating.reporting import report
from loket_routing.domain.simulating.tally import Tally
from loket_routing.domain.simulating.weighing import Weighed


def _tallies() -> dict[View, Tally]:
    return {view: Tally(sight) for view, sight in sights().items()}


@dataclass
class Sums:
    """Counts for each kind of reader, and how reading the questions went (see ``Reading``)."""

    tallies: dict[View, Tally] = field(default_factory=_tallies)
    reading: Counter[str] = field(default_factory=Counter)

    @property
    def questions(self) -> int:
        """How many questions were come to, read or not."""
        return self.reading["questions"]

    def add(self, weighed: Weighed) -> Change | None:
        """Count one question; return what changed for it, if anything did."""
        self.reading["weighed"] += 1
        seen = look(weighed)
        for view, tally in self.tallies.items():
            tally.add(weighed, seen[view])
        return Change.of(weighed, seen)

    def merge(self, other: "Sums") -> None:
        """Take in what was found in another part."""
        self.reading.update(other.reading)
        for view, tally in self.tallies.items():
            tally.merge(other.tallies[view])

    def reports(self, baseline: RuleSet, candidate: RuleSet) -> Reports:
        """Return the report for each kind of reader."""
        reading = Reading.model_validate(self.reading)
        made = {view: report(baseline, candidate, tally, reading) for view, tally in self.tallies.items()}
        return Reports(open=made["open"], full=made["full"])
