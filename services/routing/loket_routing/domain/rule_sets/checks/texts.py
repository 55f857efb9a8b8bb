"""What is shown to a reader says something, in both languages."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.checks.places import rules_of
from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.contracts.texts import BilingualText

_LONGEST = 1000


def texts_say_something(rule_set: RuleSet) -> Iterator[Fault]:
    """Find names and reasons that are empty, or longer than anybody reads."""
    for place, text in _texts(rule_set):
        if not (text.nl.strip() and text.en.strip()):
            yield fault(
                "empty-text", place, "De Nederlandse of Engelse tekst is leeg.", "The Dutch or English is empty."
            )
        if max(len(text.nl), len(text.en)) > _LONGEST:
            nl, en = f"De tekst is langer dan {_LONGEST} tekens.", f"The text is longer than {_LONGEST} characters."
            yield fault("long-text", place, nl, en)


def _texts(rule_set: RuleSet) -> Iterator[tuple[Place, BilingualText]]:
    yield from ((Place("line", str(line.number), ("title",)), line.title) for line in rule_set.lines)
    for rule in rules_of(rule_set):
        yield Place("rule", rule.id, ("reason",)), rule.reason
        if rule.otherwise is not None:
            yield Place("rule", rule.id, ("otherwise",)), rule.otherwise
    yield from ((Place("service", one.signal, ("otherwise",)), one.otherwise) for one in rule_set.services)
    yield from ((Place("signal", signal.code, ("name",)), signal.name) for signal in rule_set.signals)
    yield from ((Place("regime", regime.code, ("name",)), regime.name) for regime in rule_set.regimes)
