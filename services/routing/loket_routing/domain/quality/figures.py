"""The figures of a period in Dutch days: per rule, per topic and per signal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from pydantic import Field

from loket_routing.domain.quality.outcomes import QuestionOutcome
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import RouteDifference
from loket_shared.local_time import DUTCH_TIME

_YEAR = timedelta(days=364)
_DAY = timedelta(days=1)
OPENED = date(2022, 1, 31)
"""The day on which the desk opened (docs/domain.md#the-desk); nothing was asked before."""


@dataclass(frozen=True)
class Period:
    """A period from the first day to the last, both inclusive."""

    first: date
    last: date

    @classmethod
    def of(cls, first: date | None, last: date | None, today: date) -> Self:
        """Return the period between the day the desk opened and today; by default the last year."""
        until = min(max(last or today, OPENED), today)
        return cls(max(first or until - _YEAR, OPENED), until)

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.first, time.min, DUTCH_TIME)

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + _DAY, time.min, DUTCH_TIME)


class Rerouting(WireModel):
    """A change of a route that officers made, and how often."""

    change: RouteDifference
    times: int


class RuleFigures(WireModel):
    """The figures of one rule.

    ``fired``: the number of questions. ``confirmed`` and ``overridden``: the officers' decisions about routes by this
    rule; other routes had none. ``confirmed_share``: the share among decided routes. ``doubted``: the number of decided
    routes with a confidence below the threshold, and ``doubted_confirmed`` those of them that were confirmed.
    ``versions``: the rule sets that it fired in. ``into``: the officers' changes of the routes, the most frequent
    first.
    """

    id: str
    versions: tuple[str, ...]
    fired: int
    confirmed: int
    overridden: int
    confirmed_share: float | None = Field(ge=0, le=1)
    mean_confidence: float | None = Field(ge=0, le=1)
    doubted: int
    doubted_confirmed: int
    into: tuple[Rerouting, ...]


class TopicFigures(WireModel):
    """The questions on a topic, and the number that the front office got although no rule says that it answers."""

    topic: str
    asked: int
    undirected: int


class SignalFigures(WireModel):
    """The routes that rested on a signal, and the number of texts that also denied it."""

    signal: str
    given: int
    contradicted: int


class Quality(WireModel):
    """The figures of a period."""

    questions: int
    confirmed: int
    overridden: int
    rules: tuple[RuleFigures, ...]
    topics: tuple[TopicFigures, ...]
    signals: tuple[SignalFigures, ...]


Outcomes = tuple[QuestionOutcome, ...]


def compute_figures(outcomes: Iterable[QuestionOutcome], rules: Iterable[str], confirm_below: float) -> Quality:
    """Return the figures of ``outcomes``.

    ``rules`` come first, also those that never fired. A route is in doubt below the confidence ``confirm_below``.
    """
    given = tuple(outcomes)
    by_rule: dict[str, list[QuestionOutcome]] = {rule: [] for rule in rules}
    for outcome in given:
        for rule in sorted(outcome.rules):
            by_rule.setdefault(rule, []).append(outcome)
    return Quality(
        questions=len(given),
        confirmed=_judged(given, "confirmed"),
        overridden=_judged(given, "overridden"),
        rules=tuple(_rule(rule, tuple(fired), confirm_below) for rule, fired in by_rule.items()),
        topics=_topics(given),
        signals=_signals(given),
    )


def _judged(outcomes: Iterable[QuestionOutcome], verdict: str) -> int:
    return sum(outcome.verdict == verdict for outcome in outcomes)


def _rule(rule: str, fired: Outcomes, confirm_below: float) -> RuleFigures:
    doubted = [each for each in fired if each.confidence < confirm_below and each.verdict != "unjudged"]
    confirmed, overridden = _judged(fired, "confirmed"), _judged(fired, "overridden")
    return RuleFigures(
        id=rule,
        versions=tuple(sorted({outcome.version for outcome in fired}, key=_numbers)),
        fired=len(fired),
        confirmed=confirmed,
        overridden=overridden,
        confirmed_share=_share(confirmed, confirmed + overridden),
        mean_confidence=_share(sum(outcome.confidence for outcome in fired), len(fired)),
        doubted=len(doubted),
        doubted_confirmed=_judged(doubted, "confirmed"),
        into=_into(fired),
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _into(fired: Outcomes) -> tuple[Rerouting, ...]:
    counted = Counter(outcome.change for outcome in fired if outcome.change)
    ranked = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0].model_dump_json()))
    return tuple(Rerouting(change=change, times=times) for change, times in ranked)


def _topics(outcomes: Outcomes) -> tuple[TopicFigures, ...]:
    asked = Counter(topic for outcome in outcomes for topic in outcome.topics)
    undirected = Counter(topic for outcome in outcomes if outcome.undirected for topic in outcome.topics)
    return tuple(
        TopicFigures(topic=topic, asked=times, undirected=undirected[topic]) for topic, times in sorted(asked.items())
    )


def _signals(outcomes: Outcomes) -> tuple[SignalFigures, ...]:
    given = Counter(signal for outcome in outcomes for signal in outcome.signals)
    contradicted = Counter(signal for outcome in outcomes for signal in outcome.contradicted)
    return tuple(
        SignalFigures(signal=signal, given=times, contradicted=contradicted[signal])
        for signal, times in sorted(given.items())
    )


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
