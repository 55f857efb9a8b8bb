"""The confidence of a route: a number that a person can recompute, and its steps as a text.

A route starts at 1. It is as strong as the weakest signal that an open rule rests on. A signal has strength 1 if the
form gives it, less if only words in the text give it, less again if the text also denies it, and least if those words
are doubtful. Only rules that name no covert department count, so that a confidence never betrays one
(docs/architecture.md#confidentiality). A doubt about the words that choose a service counts by the open signal for
them, in every question alike, whatever the rules are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from loket_routing.domain.bilingual import format_share
from loket_routing.domain.decide.derivation import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.decide.evaluation import Vote
from loket_routing.domain.decide.facts import FORM, Fact, Facts
from loket_routing.domain.decide.reasons import two_readings
from loket_routing.domain.departments import covert
from loket_routing.domain.rule_set.model import ConfidencePolicy, RuleSet, Signal
from loket_shared.contracts.texts import BilingualText


class ConfidenceResult(NamedTuple):
    """A confidence between 0 and 1, and its steps as a text."""

    value: float
    steps: tuple[BilingualText, ...]


_DOUBTED = tuple(DOUBTED.values())

HIGH = BilingualText(nl="hoog", en="high")
FAIR = BilingualText(nl="redelijk", en="fair")
LOW = BilingualText(nl="laag", en="low")


@dataclass(frozen=True)
class SignalStrength:
    """The strength, between 0 and 1, with which the form and the text give a signal."""

    signal: Signal
    strength: float


def signal_strengths(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> tuple[SignalStrength, ...]:
    """Return the signals that the open rules among ``votes`` rest on, in the order of the rule set."""
    open_votes = [vote for vote in votes if vote.named and covert().isdisjoint(vote.named)]
    grounds = {fact.value for vote in open_votes for fact in vote.grounds if fact.name == "signal"}
    grounds.update(code for code in rule_set.doubt.signals if is_doubtful(code, facts, rule_set))
    places = rule_set.signal_places
    resting_on = [rule_set.signals[place] for place in sorted(places[code] for code in grounds if code in places)]
    return tuple(SignalStrength(signal, _strength(signal.code, facts, rule_set)) for signal in resting_on)


def route_confidence(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> ConfidenceResult:
    """Return the confidence of the route of ``votes``, with its steps."""
    signals = signal_strengths(votes, facts, rule_set)
    steps = [step for signal in signals if signal.strength < 1 for step in _explain(signal, facts, rule_set)]
    return ConfidenceResult(weakest_strength(signals), tuple(steps))


def weakest_strength(signals: Iterable[SignalStrength]) -> float:
    """Return the strength of the weakest signal; 1 if there is none."""
    return min((signal.strength for signal in signals), default=1.0)


def suggestion_confidence(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> ConfidenceResult:
    """Return the confidence of a suggestion that rests on signals, if no topic matched."""
    strength, steps = route_confidence(votes, facts, rule_set)
    factor = rule_set.doubt.guess
    nl, en = format_share(factor)
    step = BilingualText(
        nl=f"Geen onderwerp wijst de weg; de suggestie volgt uit signalen: maal {nl}.",
        en=f"No topic shows the way; the suggestion follows from signals: times {en}.",
    )
    return ConfidenceResult(round(strength * factor, 2), (*steps, step))


def confidence_without_ground(rule_set: RuleSet) -> ConfidenceResult:
    """Return the confidence of a route without a topic and without a signal."""
    confidence = rule_set.doubt.nothing
    nl, en = format_share(confidence)
    step = BilingualText(
        nl=f"Geen onderwerp en geen signaal wijst de weg: {nl}.",
        en=f"Neither a topic nor a signal shows the way: {en}.",
    )
    return ConfidenceResult(confidence, (step,))


def is_doubtful(signal: str, facts: Facts, rule_set: RuleSet) -> bool:
    """Return whether ``signal`` rests on doubtful terms: on nothing else, or on any if the policy names the signal.

    The policy names the signals that choose a service. The confidence does not depend on the choice of a service, so
    that it does not betray one.
    """
    if signal in rule_set.doubt.signals:
        return bool(doubtful_facts(signal, facts))
    return _gives_only_doubt(signal, facts)


def signal_strength(signal: str, facts: Facts, doubt: ConfidencePolicy) -> float:
    """Return the strength of ``signal``, between 0 and 1."""
    sources = _sure_sources(signal, facts)
    if any(source.startswith(FORM) for source in sources):
        return 1.0
    if not sources:
        return doubt.doubtful
    terms = {source.partition(": ")[2] for source in sources}
    strength = doubt.words[min(len(terms), len(doubt.words)) - 1]
    against = CONTRADICTED if doubt.contradicted_by == "words" else DENIED
    contradicted = doubt.contradicted if facts.named(against, (signal,)) else 0.0
    return max(round(strength - contradicted, 2), 0.0)


def doubtful_facts(signal: str, facts: Facts) -> tuple[Fact, ...]:
    """Return the facts of doubtful terms that give ``signal``."""
    keys = facts.keys
    names = [name for name in _DOUBTED if (name, signal) in keys]
    return tuple(fact for name in names for fact in facts.named(name, (signal,))) if names else ()


def _gives_only_doubt(signal: str, facts: Facts) -> bool:
    doubtful = {fact.source for fact in doubtful_facts(signal, facts)}
    return bool(doubtful) and all(fact.source in doubtful for fact in facts.named("signal", (signal,)))


def _strength(signal: str, facts: Facts, rule_set: RuleSet) -> float:
    strength = signal_strength(signal, facts, rule_set.doubt)
    return min(strength, rule_set.doubt.doubtful) if is_doubtful(signal, facts, rule_set) else strength


def _sure_sources(signal: str, facts: Facts) -> set[str]:
    sources = {fact.source for fact in facts.named("signal", (signal,))}
    doubtful = doubtful_facts(signal, facts)
    return sources.difference(fact.source for fact in doubtful) if doubtful else sources


def name_confidence(confidence: float, doubt: ConfidencePolicy) -> BilingualText:
    """Name ``confidence``: low below the threshold for confirmation, high from halfway between it and 1."""
    if confidence < doubt.confirm_below:
        return LOW
    return HIGH if confidence >= (1 + doubt.confirm_below) / 2 else FAIR


def _explain(strength: SignalStrength, facts: Facts, rule_set: RuleSet) -> Iterator[BilingualText]:
    name = strength.signal.name
    nl, en = format_share(strength.strength)
    if not is_doubtful(strength.signal.code, facts, rule_set):
        yield BilingualText(
            nl=f"Het signaal '{name.nl}' staat alleen in de tekst: {nl}.",
            en=f"The signal '{name.en}' is in the text only: {en}.",
        )
        return
    yield BilingualText(
        nl=f"Het signaal '{name.nl}' hangt af van woorden die op twee manieren te lezen zijn: {nl}.",
        en=f"The signal '{name.en}' hangs on words that can be read in two ways: {en}.",
    )
    yield from map(two_readings, doubtful_facts(strength.signal.code, facts))
