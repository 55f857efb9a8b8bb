"""The routes that an officer may choose from where the rules are not sure, the likeliest first.

Where a signal is doubtful, the other route is the one without the words that give it. Where no topic
shows the way, each signal suggests the route of the topic that its lens names. No two routes look the
same without covert departments, and every confidence rests on open rules only, so that neither the
length nor the order of a ranking betrays covert participation (design section 5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from loket_routing.domain.deciding.confidence import (
    Weight,
    doubtful_facts,
    reckon_guess,
    signal_strength,
    weakest,
    weigh,
)
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.gather import with_topics
from loket_routing.domain.deciding.readings import doubtful_words
from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.deciding.votes import Ballot
from loket_routing.domain.departments import covert
from loket_routing.domain.facts import Facts
from loket_routing.domain.naming import listed
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Lens
from loket_shared.contracts.shared_parts import RankedRoute, Route
from loket_shared.contracts.texts import BilingualText

AS_DECIDED = BilingualText(
    nl="Zo wijzen de regels het aan, met alles wat is gevonden.", en="So the rules say, with all that was found."
)
ALL_SIGNALS = BilingualText(nl="Alle signalen samen wijzen hierheen.", en="All signals together point here.")


@dataclass(frozen=True)
class Case:
    """A question with the facts and the ballot that it gives."""

    evidence: Evidence
    setting: Setting
    facts: Facts
    ballot: Ballot

    @classmethod
    def of(cls, evidence: Evidence, setting: Setting) -> Self:
        """Gather the facts and let the rules vote on them."""
        facts = setting.gather(evidence)
        return cls(evidence, setting, facts, setting.hold(facts))


def rank_doubted(case: Case, confidence: float) -> tuple[RankedRoute, ...]:
    """Return the decided route, and those without one doubtful signal or without all of them."""
    doubt = case.setting.rule_set.doubt
    doubtful = tuple(weight for weight in _weights(case) if weight.strength < doubt.confirm_below)
    groups = dict.fromkeys([*((weight,) for weight in doubtful), doubtful]) if doubtful else ()
    others = [_without(case, group) for group in groups]
    return _distinct([_ranked(case.ballot.route, confidence, AS_DECIDED), *_likeliest_first(others)])


def rank_suggested(case: Case, lenses: Iterable[Lens], suggestion: Route, confidence: float) -> tuple[RankedRoute, ...]:
    """Return the suggestion that all ``lenses`` make together, and that of each one alone."""
    alone = [_through(lens, case) for lens in lenses]
    together = [_ranked(suggestion, confidence, ALL_SIGNALS)] if len(alone) > 1 else []
    return _distinct([*together, *_likeliest_first(alone)])


def _weights(case: Case) -> tuple[Weight, ...]:
    return weigh(case.ballot.votes, case.facts, case.setting.rule_set)


def _without(case: Case, group: tuple[Weight, ...]) -> RankedRoute:
    """Decide as if the words that give the signals of ``group`` were not there.

    Where words leave a doubt, only those are left out. It is as likely as those signals are doubtful,
    unless what is left is weaker still.
    """
    sources = {source for weight in group for source in _doubted(weight, case.facts)}
    left = tuple(found for found in case.evidence.found if found.source not in sources)
    other = Case.of(case.evidence.model_copy(update={"found": left}), case.setting)
    doubt = 1 - max(weight.strength for weight in group)
    return _ranked(other.ballot.route, round(min(doubt, weakest(_weights(other))), 2), _not_counting(group, case))


def _doubted(weight: Weight, facts: Facts) -> set[str]:
    code = weight.signal.code
    return {fact.source for fact in doubtful_facts(code, facts) or facts.named("signal", (code,))}


def _through(lens: Lens, case: Case) -> RankedRoute:
    """Decide as if the question were about the topic that ``lens`` names."""
    rule_set = case.setting.rule_set
    imagined = with_topics(case.facts, [lens.topic])
    ballot = case.setting.hold(imagined)
    given = signal_strength(lens.signal, case.facts, rule_set.doubt) * rule_set.doubt.guess
    confidence = min(reckon_guess(ballot.votes, imagined, rule_set)[0], round(given, 2))
    return _ranked(ballot.route, confidence, _points_here(lens, rule_set))


def _ranked(route: Route, confidence: float, reason: BilingualText) -> RankedRoute:
    return RankedRoute(**route.model_dump(by_alias=False), confidence=confidence, reason=reason)


def _likeliest_first(routes: list[RankedRoute]) -> list[RankedRoute]:
    """Sort by confidence; equal ones stay in the order in which the rule set names their signals."""
    return sorted(routes, key=lambda route: -route.confidence)


def _distinct(routes: Iterable[RankedRoute]) -> tuple[RankedRoute, ...]:
    by_look: dict[tuple[object, ...], RankedRoute] = {}
    for route in routes:
        in_the_open = (route.lead, frozenset(route.contributors) - covert(), route.priority)
        by_look.setdefault(in_the_open, route)
    return tuple(by_look.values())


def _not_counting(group: tuple[Weight, ...], case: Case) -> BilingualText:
    """Say what the other route leaves out: the words that leave a doubt, read the other way, or whole signals."""
    doubtful = [fact for weight in group for fact in doubtful_facts(weight.signal.code, case.facts)]
    if doubtful:
        words = doubtful_words(doubtful)
        return BilingualText(nl=f"Zo is het als {words.nl} niet telt.", en=f"So it is if {words.en} does not count.")
    names = listed(BilingualText(nl=f"'{weight.signal.name.nl}'", en=f"'{weight.signal.name.en}'") for weight in group)
    return BilingualText(nl=f"Zo is het zonder {names.nl}.", en=f"So it is without {names.en}.")


def _points_here(lens: Lens, rule_set: RuleSet) -> BilingualText:
    name = next(signal.name for signal in rule_set.signals if signal.code == lens.signal)
    return BilingualText(nl=f"Het signaal '{name.nl}' wijst hierheen.", en=f"The signal '{name.en}' points here.")
