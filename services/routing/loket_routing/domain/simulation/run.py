"""Simulates one past question by two rule sets, and with changes that must make no difference.

One such change is a swap of countries that no legal regime distinguishes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import product
from string import ascii_uppercase

from loket_policy import code_lists
from loket_routing.domain.decide.decision import Decision, fail_closed
from loket_routing.domain.decide.derivation import REGIME, with_countries
from loket_routing.domain.decide.evaluation import EvaluatedQuestion, PolicyContext
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.facts import ANY, Facts
from loket_routing.domain.decide.pipeline import decide_evaluated, decide_from_evidence, needs_confirmation
from loket_routing.domain.rule_set.country_names import is_country_code
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.regimes import Regime
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SimulatedDecision:
    """The route of a question, at a fraction of the cost of a decision.

    ``ground``: the votes behind the route, or the whole decision if no rule voted: without consent, or after an error
    (``failed``). ``at``: the moment the question was asked.
    """

    route: Route
    ground: EvaluatedQuestion | Decision
    at: datetime
    failed: bool = False

    @cached_property
    def confirmation_needed(self) -> bool:
        """True if an officer must confirm the route."""
        ground = self.ground
        return needs_confirmation(ground) if isinstance(ground, EvaluatedQuestion) else ground.confirmation_needed

    @property
    def facts(self) -> Facts | None:
        """The facts that the rules voted on; None if none voted."""
        return self.ground.facts if isinstance(self.ground, EvaluatedQuestion) else None

    @property
    def rules(self) -> frozenset[str]:
        """The rules that fired."""
        return (
            frozenset(vote.rule.id for vote in self.ground.evaluation.votes)
            if isinstance(self.ground, EvaluatedQuestion)
            else _NONE
        )

    @property
    def signals(self) -> frozenset[str]:
        """The signals that were given."""
        return frozenset(fact.value for fact in self.facts.named("signal", (ANY,))) if self.facts else _NONE

    def explained(self) -> Decision:
        """Return the whole decision."""
        return decide_evaluated(self.ground, self.at) if isinstance(self.ground, EvaluatedQuestion) else self.ground


def simulate_decision(
    evidence: Evidence, context: PolicyContext, at: datetime, facts: Facts | None = None
) -> SimulatedDecision:
    """Simulate the decision on a question asked ``at``; ``facts`` are those of ``evidence``, if known already."""
    if not evidence.consent_to_share:
        decision = decide_from_evidence(evidence, context.rule_set, at, context.departments)
        return SimulatedDecision(decision.route, decision, at)
    try:
        gathered = context.derive_facts(evidence) if facts is None else facts
        case = EvaluatedQuestion(evidence, context, gathered, context.evaluate(gathered))
        return SimulatedDecision(case.evaluation.route, case, at)
    except Exception:
        decision = fail_closed(evidence, context.rule_set.version, at)
        return SimulatedDecision(decision.route, decision, at, failed=True)


@dataclass(frozen=True)
class PastQuestion:
    """A past question: its evidence by the lexicon of either rule set, and when it was asked."""

    before: Evidence
    after: Evidence
    at: datetime


@dataclass(frozen=True)
class SimulatedQuestion:
    """The decisions of two rule sets on a past question.

    ``swapped``: the candidate's route with other countries under the same regimes, None if there are none.
    ``without``: its route as if one of the regimes that apply did not exist, by the code of that regime.
    """

    past: PastQuestion
    before: SimulatedDecision
    after: SimulatedDecision
    swapped: Route | None
    without: Mapping[str, Route]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that the question counts under."""
        asked = self.past.after
        return tuple(sorted({*asked.topics, "incident"})) if asked.is_incident else asked.topics


class Simulator:
    """Simulates by the rule set in force, ``baseline``, and by the one that is tried, ``candidate``.

    ``same_lexicon``: both find the same terms in a text.
    """

    def __init__(self, baseline: RuleSet, candidate: RuleSet) -> None:
        self.baseline = baseline
        self.candidate = candidate
        self.same_lexicon = baseline.lexicon.digest == candidate.lexicon.digest
        self._same_facts = (baseline.signals, baseline.regimes) == (candidate.signals, candidate.regimes)
        self._country_swap = CountrySwap(candidate.regimes)

    def simulate(self, past: PastQuestion) -> SimulatedQuestion:
        """Simulate ``past`` at the moment it was asked; if a rule errs, the front office gets it, as in a decision."""
        now, then = (
            PolicyContext(rules, code_lists.departments(), local_date(past.at))
            for rules in (self.candidate, self.baseline)
        )
        after = simulate_decision(past.after, now, past.at)
        shared = after.facts if self._same_facts and past.before is past.after else None
        return SimulatedQuestion(
            past=past,
            before=simulate_decision(past.before, then, past.at, shared),
            after=after,
            swapped=self._swapped(past, now, after),
            without=_without_each_regime(past, now, after),
        )

    def _swapped(self, past: PastQuestion, now: PolicyContext, after: SimulatedDecision) -> Route | None:
        others = self._country_swap.swapped(past.after.countries, now.day)
        if others is None or after.failed:
            return None
        facts = after.facts and with_countries(after.facts, others, now.rule_set, now.day)
        return simulate_decision(past.after, now, past.at, facts).route


def _without_each_regime(past: PastQuestion, now: PolicyContext, after: SimulatedDecision) -> Mapping[str, Route]:
    facts = after.facts
    if facts is None:
        return {}
    codes = sorted({fact.value for fact in facts.named(REGIME, (ANY,))})
    return {code: simulate_decision(past.after, now, past.at, _without(facts, code)).route for code in codes}


def _without(facts: Facts, code: str) -> Facts:
    others = [fact for fact in facts.named(REGIME, (ANY,)) if fact.value != code]
    return facts.without(REGIME).plus(others)


class CountrySwap:
    """Swaps each country for another one under the same regimes in force on a day."""

    def __init__(self, regimes: Iterable[Regime]) -> None:
        self._regimes = tuple(regimes)
        self._by_regimes: dict[tuple[int, ...], Mapping[str, str]] = {}

    def swapped(self, countries: tuple[str, ...], day: date) -> tuple[str, ...] | None:
        """Return ``countries`` after the swap; None if none of them can be swapped."""
        others = self._others(day)
        swapped = tuple(sorted({others.get(country, country) for country in countries}))
        return None if all(country not in others for country in countries) else swapped

    def _others(self, day: date) -> Mapping[str, str]:
        in_force = tuple(place for place, regime in enumerate(self._regimes) if regime.in_force(day))
        if in_force not in self._by_regimes:
            self._by_regimes[in_force] = _next_alike([self._regimes[place] for place in in_force])
        return self._by_regimes[in_force]


def _next_alike(regimes: list[Regime]) -> Mapping[str, str]:
    """Return for each country the next one under the same regimes; a country alone under its regimes has none."""
    alike: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for country in _countries():
        alike[tuple(regime.territory.covers(country) for regime in regimes)].append(country)
    groups = (group for group in alike.values() if len(group) > 1)
    return {country: group[place - len(group) + 1] for group in groups for place, country in enumerate(group)}


@cache
def _countries() -> tuple[str, ...]:
    return tuple(code for pair in product(ascii_uppercase, repeat=2) if is_country_code(code := "".join(pair)))
