"""How sure a route is, as a number that can be worked out by hand, and in words.

A route starts at 1. It is as strong as the weakest signal that an open rule rests on: 1 where the form
gives the signal, less where only words in the text do, less again where the text also denies it, and too
little to go by where those words leave a doubt. Only rules that name no covert department count, so that
a confidence never betrays one (design section 5). A doubt about the words that a service is chosen by
counts by the open signal that stands for them, in every question alike, whatever rules there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_routing.domain.deciding.readings import two_readings
from loket_routing.domain.deciding.votes import Vote
from loket_routing.domain.deciding.words import CONTRADICTED, DENIED, DOUBTED
from loket_routing.domain.departments import covert
from loket_routing.domain.facts import FORM, Fact, Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Doubt
from loket_routing.domain.rule_sets.signals import Signal
from loket_shared.contracts.texts import BilingualText

Reckoning = tuple[float, tuple[BilingualText, ...]]

_DOUBTED = tuple(DOUBTED.values())

HIGH = BilingualText(nl="hoog", en="high")
FAIR = BilingualText(nl="redelijk", en="fair")
LOW = BilingualText(nl="laag", en="low")


@dataclass(frozen=True)
class Weight:
    """How strongly the form and the text give a signal that a route rests on, between 0 and 1."""

    signal: Signal
    strength: float


def weigh(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> tuple[Weight, ...]:
    """Return the signals that the open rules among ``votes`` rest on, in the order of the rule set."""
    open_votes = [vote for vote in votes if vote.named and covert().isdisjoint(vote.named)]
    grounds = {fact.value for vote in open_votes for fact in vote.grounds if fact.name == "signal"}
    grounds.update(code for code in rule_set.doubt.signals if is_doubtful(code, facts, rule_set))
    places = rule_set.signal_places
    resting_on = [rule_set.signals[place] for place in sorted(places[code] for code in grounds if code in places)]
    return tuple(Weight(signal, _strength(signal.code, facts, rule_set)) for signal in resting_on)


def reckon(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> Reckoning:
    """Return the confidence of a route that ``votes`` made, with the steps in words."""
    weights = weigh(votes, facts, rule_set)
    steps = [step for weight in weights if weight.strength < 1 for step in _in_words(weight, facts, rule_set)]
    return weakest(weights), tuple(steps)


def weakest(weights: Iterable[Weight]) -> float:
    """Return the strength of the weakest signal; 1 where there is none."""
    return min((weight.strength for weight in weights), default=1.0)


def reckon_guess(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> Reckoning:
    """Return the confidence of a suggestion that rests on signals, where no topic matched."""
    strength, steps = reckon(votes, facts, rule_set)
    factor = rule_set.doubt.guess
    nl, en = spoken(factor)
    step = BilingualText(
        nl=f"Geen onderwerp wijst de weg; de suggestie volgt uit signalen: maal {nl}.",
        en=f"No topic shows the way; the suggestion follows from signals: times {en}.",
    )
    return round(strength * factor, 2), (*steps, step)


def reckon_nothing(rule_set: RuleSet) -> Reckoning:
    """Return the confidence where there is neither a topic nor a signal."""
    confidence = rule_set.doubt.nothing
    nl, en = spoken(confidence)
    step = BilingualText(
        nl=f"Geen onderwerp en geen signaal wijst de weg: {nl}.",
        en=f"Neither a topic nor a signal shows the way: {en}.",
    )
    return confidence, (step,)


def is_doubtful(signal: str, facts: Facts, rule_set: RuleSet) -> bool:
    """Return whether words that leave a doubt give ``signal``: only those, or any where the doubt policy names it.

    Which service is chosen may hang on any of them. Whether one is, makes no difference here: who sees no
    services reads the same confidence.
    """
    if signal in rule_set.doubt.signals:
        return bool(doubtful_facts(signal, facts))
    return _gives_only_doubt(signal, facts)


def signal_strength(signal: str, facts: Facts, doubt: Doubt) -> float:
    """Return how strongly the form and the text give ``signal``, between 0 and 1."""
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
    """Return the facts of words that give ``signal`` and leave a doubt."""
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


def in_words(confidence: float, doubt: Doubt) -> BilingualText:
    """Name ``confidence``: low where the front office confirms, high from halfway between there and 1."""
    if confidence < doubt.confirm_below:
        return LOW
    return HIGH if confidence >= (1 + doubt.confirm_below) / 2 else FAIR


def spoken(share: float) -> tuple[str, str]:
    """Return a number between 0 and 1 as it is written in Dutch and in English."""
    return f"{share:g}".replace(".", ","), f"{share:g}"


def _in_words(weight: Weight, facts: Facts, rule_set: RuleSet) -> Iterator[BilingualText]:
    name = weight.signal.name
    nl, en = spoken(weight.strength)
    if not is_doubtful(weight.signal.code, facts, rule_set):
        yield BilingualText(
            nl=f"Het signaal '{name.nl}' staat alleen in de tekst: {nl}.",
            en=f"The signal '{name.en}' is in the text only: {en}.",
        )
        return
    yield BilingualText(
        nl=f"Het signaal '{name.nl}' hangt af van woorden die op twee manieren te lezen zijn: {nl}.",
        en=f"The signal '{name.en}' hangs on words that can be read in two ways: {en}.",
    )
    yield from map(two_readings, doubtful_facts(weight.signal.code, facts))
