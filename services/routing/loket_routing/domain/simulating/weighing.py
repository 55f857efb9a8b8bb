"""Weigh one past question by two rule sets, and by what should make no difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loket_policy import code_lists
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.gather import REGIME, with_countries
from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.facts import ANY, Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.simulating.interchange import Interchange
from loket_routing.domain.simulating.judged import Judged, judge
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date


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
    are none; ``without`` holds its route as if one of the regimes that apply were not there.
    """

    past: Past
    before: Judged
    after: Judged
    swapped: Route | None
    without: Mapping[str, Route]

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
        self._same_facts = (baseline.signals, baseline.regimes) == (candidate.signals, candidate.regimes)
        self._interchange = Interchange(candidate.regimes)

    def weigh(self, past: Past) -> Weighed:
        """Decide ``past`` as of the moment it was asked; a rule that errs leaves it to the front office, as ever."""
        now, then = (
            Setting(rules, code_lists.departments(), local_date(past.at)) for rules in (self.candidate, self.baseline)
        )
        after = judge(past.after, now, past.at)
        shared = after.facts if self._same_facts and past.before is past.after else None
        return Weighed(
            past=past,
            before=judge(past.before, then, past.at, shared),
            after=after,
            swapped=self._swapped(past, now, after),
            without=_without_each_regime(past, now, after),
        )

    def _swapped(self, past: Past, now: Setting, after: Judged) -> Route | None:
        others = self._interchange.swapped(past.after.countries, now.day)
        if others is None or after.failed:
            return None
        facts = after.facts and with_countries(after.facts, others, now.rule_set, now.day)
        return judge(past.after, now, past.at, facts).route


def _without_each_regime(past: Past, now: Setting, after: Judged) -> Mapping[str, Route]:
    facts = after.facts
    if facts is None:
        return {}
    codes = sorted({fact.value for fact in facts.named(REGIME, (ANY,))})
    return {code: judge(past.after, now, past.at, _without(facts, code)).route for code in codes}


def _without(facts: Facts, code: str) -> Facts:
    others = [fact for fact in facts.named(REGIME, (ANY,)) if fact.value != code]
    return facts.without(REGIME).plus(others)
