"""Weigh one past question by two rule sets, and by what should make no difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.front_office_alone import failed_closed
from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.deciding.votes import UndecidableError
from loket_routing.domain.facts import ANY, Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.simulating.interchange import Interchange
from loket_shared.contracts import codelists
from loket_shared.contracts.parts import Route
from loket_shared.dutch_day import dutch_day

Side = Literal["before", "after"]

REGIME = "legal-regime"


@dataclass(frozen=True)
class Past:
    """A past question: what its texts tell by the lexicon of either rule set, and when it was asked."""

    before: Evidence
    after: Evidence
    at: datetime


@dataclass(frozen=True)
class Weighed:
    """What two rule sets make of a past question.

    ``swapped`` is the candidate's route with other countries under the same regimes, None where there
    are none; ``without`` holds its route as if one of the regimes that apply were not there; ``failed``
    names the sides on which a rule erred.
    """

    past: Past
    before: Decision
    after: Decision
    swapped: Route | None
    without: Mapping[str, Route]
    failed: tuple[Side, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that the question counts under."""
        asked = self.past.after
        return tuple(sorted({*asked.topics, "incident"})) if asked.is_incident else asked.topics


class Weigher:
    """Weighs by the rule set in force, ``baseline``, and by the one that is tried, ``candidate``.

    ``same_lexicon``: a text tells both the same.
    """

    def __init__(self, baseline: RuleSet, candidate: RuleSet) -> None:
        self.baseline = baseline
        self.candidate = candidate
        self.same_lexicon = baseline.lexicon.digest == candidate.lexicon.digest
        self._interchange = Interchange(candidate.regimes)

    def weigh(self, past: Past) -> Weighed:
        """Decide ``past`` as of the moment it was asked; a rule that errs leaves it to the front office, as ever."""
        before, before_failed = _decided(past.before, self.baseline, past.at)
        after, after_failed = _decided(past.after, self.candidate, past.at)
        rules = Setting(self.candidate, codelists.departments(), dutch_day(past.at))
        failed: dict[Side, bool] = {"before": before_failed, "after": after_failed}
        return Weighed(
            past=past,
            before=before,
            after=after,
            swapped=None if after_failed else self._swapped(past, rules),
            without={} if after_failed else _without_each_regime(past, after, rules),
            failed=tuple(side for side, erred in failed.items() if erred),
        )

    def _swapped(self, past: Past, rules: Setting) -> Route | None:
        evidence = past.after
        others = self._interchange.swapped(evidence.countries, rules.day)
        return None if others is None else _route(evidence.model_copy(update={"countries": others}), rules, past.at)


def _decided(evidence: Evidence, rule_set: RuleSet, at: datetime) -> tuple[Decision, bool]:
    """Return the decision, and whether a rule erred."""
    try:
        return decide(evidence, rule_set, at), False
    except Exception:
        return failed_closed(evidence, rule_set.version, at), True


def _route(evidence: Evidence, rules: Setting, at: datetime) -> Route:
    """Return the route alone, which costs a fraction of what a decision does that explains itself."""
    if not evidence.consent_to_share:
        return decide(evidence, rules.rule_set, at).route
    return _held(rules, rules.gather(evidence), evidence, at)


def _held(rules: Setting, facts: Facts, evidence: Evidence, at: datetime) -> Route:
    try:
        return rules.hold(facts).route
    except UndecidableError:
        return failed_closed(evidence, rules.rule_set.version, at).route


def _without_each_regime(past: Past, decision: Decision, rules: Setting) -> Mapping[str, Route]:
    facts = Facts.of(decision.facts)
    codes = {fact.value for fact in facts.named(REGIME, (ANY,))}
    return {code: _held(rules, _without(facts, code), past.after, past.at) for code in sorted(codes)}


def _without(facts: Facts, code: str) -> Facts:
    return Facts.of(fact for fact in facts.all if (fact.name, fact.value) != (REGIME, code))
