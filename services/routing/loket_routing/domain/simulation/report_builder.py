"""Builds the report on a simulation from its counts, without figures that would reveal covert participation.

A rule that names a covert department or asks for a service by technology counts only for readers who may know. So does
a signal or regime that only chooses a service.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from loket_policy import code_lists
from loket_routing.domain.decide.derivation import REGIME
from loket_routing.domain.decide.redact import Visibility
from loket_routing.domain.departments import covert
from loket_routing.domain.rule_set.conditions import rests_on_signal
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.report import (
    Coverage,
    DepartmentChange,
    DepartmentLoad,
    Fired,
    Load,
    Means,
    Move,
    Pair,
    PriorityChange,
    Reading,
    RegimeEffect,
    Report,
    Reports,
    SwapReport,
    SwapViolation,
    TopicChange,
)
from loket_routing.domain.simulation.totals import Counts, Totals


@dataclass(frozen=True)
class ReaderScope:
    """The departments, rules, signals and regimes that a reader's figures may count, in their own order."""

    departments: tuple[str, ...]
    rules: tuple[str, ...]
    signals: tuple[str, ...]
    regimes: tuple[str, ...]

    @classmethod
    def of(cls, rule_set: RuleSet, sight: Visibility) -> Self:
        """Return the parts of ``rule_set`` whose figures a reader may see."""
        hidden = covert() - sight.covert
        discreet = {signal.code for signal in rule_set.signals if hidden and signal.discreet}
        return cls(
            departments=tuple(entry.code for entry in code_lists.departments() if entry.code not in hidden),
            rules=tuple(rule.id for rule in rule_set.rules if not rule.reveals(hidden)),
            signals=tuple(signal.code for signal in rule_set.signals if signal.code not in discreet),
            regimes=tuple(regime.code for regime in rule_set.regimes if not rests_on_signal(regime.covers, discreet)),
        )


def build_reports(totals: Totals, baseline: RuleSet, candidate: RuleSet) -> Reports:
    """Return the report for each kind of reader."""
    reading = Reading.model_validate(totals.reading)
    made = {
        audience: build_report(baseline, candidate, counts, reading) for audience, counts in totals.by_audience.items()
    }
    return Reports(open=made["open"], full=made["full"])


def build_report(baseline: RuleSet, candidate: RuleSet, counts: Counts, reading: Reading) -> Report:
    """Return the report of ``counts``; ``reading`` says how many questions were read."""
    visible = ReaderScope.of(candidate, counts.sight)
    counted = _ReportParts(counts)
    return Report(
        baseline=baseline.version,
        rule_set=candidate.version,
        reading=reading,
        changed=counted.of("changed"),
        departments=tuple(map(counted.department, visible.departments)),
        moves=counted.moves("move"),
        topics=tuple(map(counted.topic, counted.topics())),
        priorities=tuple(
            PriorityChange(priority="urgent" if urgent else "normal", questions=counted.priority(urgent=urgent))
            for urgent in (False, True)
        ),
        confirmation=counted.pair("confirmation"),
        failed=counted.pair("failed"),
        load=counted.load(visible.departments),
        swap=counted.swap(),
        regimes=tuple(map(counted.regime, visible.regimes)),
        coverage=counted.coverage(visible),
    )


class _ReportParts:
    """Builds the parts of the report from the counts."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts.by_key

    def of(self, *key: object) -> int:
        return self._counts[key]

    def pair(self, what: str, *of: object) -> Pair:
        return Pair(before=self.of(what, "before", *of), after=self.of(what, "after", *of))

    def priority(self, *, urgent: bool) -> Pair:
        return self.pair("priority", "urgent" if urgent else "normal")

    def department(self, code: str) -> DepartmentChange:
        return DepartmentChange(department=code, lead=self.pair("lead", code), contribute=self.pair("contribute", code))

    def moves(self, *of: object) -> tuple[Move, ...]:
        found = [(key[len(of) :], count) for key, count in self._with(of)]
        return tuple(
            Move.model_validate({"before": before, "after": after, "questions": count})
            for (before, after), count in sorted(found)
        )

    def topics(self) -> Iterator[str]:
        known = [entry.code for entry in code_lists.topics()]
        counted = {str(key[1]) for key, _ in self._with(("topic",))}
        yield from (code for code in known if code in counted)
        yield from sorted(counted.difference(known))

    def topic(self, code: str) -> TopicChange:
        return TopicChange(
            topic=code,
            questions=self.of("topic", code),
            changed=self.of("topic-changed", code),
            moves=self.moves("topic-move", code),
        )

    def load(self, departments: Iterable[str]) -> Load:
        weeks = list(self._weeks())
        labels = ("{}-W{:02}".format(*week.isocalendar()) for week in weeks)
        return Load(weeks=tuple(labels), departments=tuple(self._load(code, weeks) for code in departments))

    def swap(self) -> SwapReport:
        found = sorted(self._with(("violation",)), key=lambda entry: (-entry[1], str(entry[0])))
        return SwapReport(
            questions=self.of("country"),
            swapped=self.of("swapped"),
            violations=sum(count for _, count in found),
            found=tuple(
                SwapViolation.model_validate({"route": route, "swapped": swapped, "questions": count})
                for (_, route, swapped), count in found
            ),
        )

    def regime(self, code: str) -> RegimeEffect:
        return RegimeEffect(regime=code, questions=self.of(REGIME, code), routes=self.of("regime-route", code))

    def coverage(self, visible: ReaderScope) -> Coverage:
        rules = tuple(Fired(id=code, questions=self.of("rule", code)) for code in visible.rules)
        signals = tuple(Fired(id=code, questions=self.of("signal", code)) for code in visible.signals)
        return Coverage(rules=rules, signals=signals, never_fired=_never(rules), never_given=_never(signals))

    def _with(self, start: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
        return ((key, count) for key, count in self._counts.items() if key[: len(start)] == start)

    def _weeks(self) -> Iterator[date]:
        """Yield the first day of every week, from the first question to the last."""
        asked = [key[1] for key, _ in self._with(("week",)) if isinstance(key[1], date)]
        for number in range((max(asked) - min(asked)).days // 7 + 1 if asked else 0):
            yield min(asked) + timedelta(weeks=number)

    def _load(self, code: str, weeks: list[date]) -> DepartmentLoad:
        before, after = (tuple(self.of("load", side, code, week) for week in weeks) for side in ("before", "after"))
        return DepartmentLoad(
            department=code,
            average=Means(before=_average(before), after=_average(after)),
            highest=Pair(before=max(before, default=0), after=max(after, default=0)),
            before=before,
            after=after,
        )


def _average(counts: tuple[int, ...]) -> float:
    return round(sum(counts) / len(counts), 1) if counts else 0.0


def _never(fired: tuple[Fired, ...]) -> tuple[str, ...]:
    return tuple(entry.id for entry in fired if entry.questions == 0)
