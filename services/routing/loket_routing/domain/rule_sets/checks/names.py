"""What has a name has one of its own, in the form of a code."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.rule_sets.checks.places import rules_of
from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet

_CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def names_fit(rule_set: RuleSet) -> Iterator[Fault]:
    """Find names used twice, names that are no codes, and rules whose name is not that of their line."""
    codes = {
        "signal": [signal.code for signal in rule_set.signals],
        "regime": [regime.code for regime in rule_set.regimes],
        "words": [category.code for category in rule_set.lexicon.categories],
    }
    names = {
        "line": [str(line.number) for line in rule_set.lines],
        "rule": [rule.id for rule in rules_of(rule_set)],
        "service": [service.signal for service in rule_set.services],
        "lens": [lens.signal for lens in rule_set.lenses],
    }
    for subject, given in (codes | names).items():
        yield from (_twice(Place(subject, name)) for name in repeated(given))
    for subject, given in codes.items():
        yield from (_malformed(Place(subject, name)) for name in given if name == ANY or not _CODE.fullmatch(name))
    yield from _rules_of_another_line(rule_set)


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that stand there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def _rules_of_another_line(rule_set: RuleSet) -> Iterator[Fault]:
    for line in rule_set.lines:
        for rule in line.rules:
            if not rule.id.startswith(f"{line.number}-"):
                yield fault(
                    "rule-of-another-line",
                    Place("rule", rule.id),
                    f"Zijn naam begint met het nummer van zijn lijn, {line.number}.",
                    f"Its name begins with the number of its line, {line.number}.",
                )


def _twice(place: Place) -> Fault:
    return fault("name-used-twice", place, "Deze naam is twee keer gebruikt.", "This name is used twice.")


def _malformed(place: Place) -> Fault:
    return fault(
        "malformed-name",
        place,
        "Een naam bestaat uit kleine letters en cijfers, met streepjes ertussen; 'any' is geen naam.",
        "A name consists of small letters and digits, with hyphens between them; 'any' is no name.",
    )
