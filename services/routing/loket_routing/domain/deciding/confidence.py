"""How sure a route is, as a number that can be worked out by hand, and in words.

A route starts at 1. It is as strong as the weakest signal that an open rule rests on: 1 where the form
gives the signal, less where only words in the text do, less again where the text also denies it. Only
rules that name no covert department count, so that a confidence never betrays one (design section 5).
"""

from collections.abc import Iterable

from loket_routing.domain.deciding.votes import Vote
from loket_routing.domain.departments import covert
from loket_routing.domain.facts import FORM, Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Doubt
from loket_shared.contracts.texts import Text

Reckoning = tuple[float, tuple[Text, ...]]


def reckon(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> Reckoning:
    """Return the confidence of a route that ``votes`` made, with the steps in words."""
    open_votes = [vote for vote in votes if vote.named and covert().isdisjoint(vote.named)]
    grounds = {fact.value for vote in open_votes for fact in vote.grounds if fact.name == "signal"}
    resting_on = [signal for signal in rule_set.signals if signal.code in grounds]
    strengths = [(signal.name, signal_strength(signal.code, facts, rule_set.doubt)) for signal in resting_on]
    weakest = min((strength for _, strength in strengths), default=1.0)
    return weakest, tuple(_in_words(name, strength) for name, strength in strengths if strength < 1)


def reckon_guess(votes: Iterable[Vote], facts: Facts, rule_set: RuleSet) -> Reckoning:
    """Return the confidence of a suggestion that rests on signals, where no topic matched."""
    strength, steps = reckon(votes, facts, rule_set)
    factor = rule_set.doubt.guess
    step = Text(
        nl=f"Geen onderwerp wijst de weg; de suggestie volgt uit signalen: maal {factor:g}.",
        en=f"No topic shows the way; the suggestion follows from signals: times {factor:g}.",
    )
    return round(strength * factor, 2), (*steps, step)


def reckon_nothing(rule_set: RuleSet) -> Reckoning:
    """Return the confidence where there is neither a topic nor a signal."""
    confidence = rule_set.doubt.nothing
    step = Text(
        nl=f"Geen onderwerp en geen signaal wijst de weg: {confidence:g}.",
        en=f"Neither a topic nor a signal shows the way: {confidence:g}.",
    )
    return confidence, (step,)


def signal_strength(signal: str, facts: Facts, doubt: Doubt) -> float:
    """Return how strongly the form and the text give ``signal``, between 0 and 1."""
    sources = [fact.source for fact in facts.named("signal", (signal,))]
    if any(source.startswith(FORM) for source in sources):
        return 1.0
    terms = {source.partition(": ")[2] for source in sources}
    strength = doubt.words[min(len(terms), len(doubt.words)) - 1]
    contradicted = doubt.contradicted if facts.named("denied-signal", (signal,)) else 0.0
    return max(round(strength - contradicted, 2), 0.0)


def _in_words(name: Text, strength: float) -> Text:
    return Text(
        nl=f"Het signaal '{name.nl}' staat alleen in de tekst: {strength:g}.",
        en=f"The signal '{name.en}' is in the text only: {strength:g}.",
    )
