"""Signals: what a question is about, by field code, kind of partner, topic or words (domain description section 5)."""

from loket_routing.domain.facts import Facts, evidence, make_fact
from loket_routing.domain.rule_sets.candidates import Candidates
from loket_routing.domain.rule_sets.conditions import Condition
from loket_routing.domain.rule_sets.policy_data import PolicyData
from loket_shared.contracts.texts import BilingualText


class Signal(PolicyData):
    """A named signal and when it is given; it may build on signals that stand before it.

    ``discreet``: it serves only to choose between departments whose taking part is sensitive, so no
    reason that others may read can rest on it.
    """

    code: str
    name: BilingualText
    when: Condition
    discreet: bool = False


def derive_signals(signals: Candidates[Signal], facts: Facts) -> Facts:
    """Return ``facts`` with a fact for each signal they give, once for each of its sources."""
    places, grown = signals.places(facts), facts.growing()
    while places:
        place = min(places)
        places.remove(place)
        signal = signals.entries[place]
        if support := signal.when.support(grown):
            grown.add([make_fact("signal", signal.code, evidence(fact)) for fact in support])
            # A signal builds on those before it only, so that what it brings in stands after it.
            places.update(later for later in signals.asking_for(("signal", signal.code)) if later > place)
    return grown
