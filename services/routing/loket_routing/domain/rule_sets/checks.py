"""What must hold of a rule set as a whole; each fault names the place and says in a sentence what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from loket_routing.domain.departments import consultable, covert, front_office
from loket_routing.domain.facts import ANY
from loket_routing.domain.rule_sets.conditions import Condition, leaves
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Rule
from loket_shared.contracts import codelists


@dataclass(frozen=True)
class Fault:
    """A fault in a rule set: where, and what is wrong."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def find_faults(rule_set: RuleSet) -> tuple[Fault, ...]:
    """Return every fault of ``rule_set``; empty where it may be used."""
    return tuple(fault for check in _CHECKS for fault in check(rule_set))


def _known_codes(rule_set: RuleSet) -> dict[str, frozenset[str]]:
    return {
        "topic": frozenset(code.code for code in codelists.topics()),
        "field": frozenset(code.code for code in codelists.fields()),
        "partner-type": frozenset(code.code for code in codelists.partner_types()),
        "institution-kind": frozenset(code.code for code in codelists.institution_kinds()),
        "kind": frozenset({"question", "incident"}),
        "language": frozenset({"nl", "en"}),
        "legal-regime": frozenset((ANY, *(regime.code for regime in rule_set.regimes))),
        "words": frozenset(category.code for category in rule_set.lexicon.categories),
        "signal": frozenset(signal.code for signal in rule_set.signals),
    }


def _conditions(rule_set: RuleSet) -> Iterator[tuple[str, Condition]]:
    for line in rule_set.lines:
        yield f"line {line.number}", line.when
        yield from ((f"rule {rule.id}", rule.when) for rule in line.rules if rule.when is not None)
    yield from ((f"signal {signal.code}", signal.when) for signal in rule_set.signals)
    yield from ((f"regime {regime.code}", regime.covers) for regime in rule_set.regimes)


def _codes_exist(rule_set: RuleSet) -> Iterator[Fault]:
    known = _known_codes(rule_set)
    for place, condition in _conditions(rule_set):
        for name, codes in leaves(condition):
            for code in sorted(set(codes) - known[name]):
                yield Fault(place, f"there is no {name} '{code}'")
    asked = [entry.signal for entry in rule_set.services] + [entry.signal for entry in rule_set.lenses]
    for signal in asked:
        if signal not in known["signal"]:
            yield Fault("services and lenses", f"there is no signal '{signal}'")
    for lens in rule_set.lenses:
        if lens.topic not in known["topic"]:
            yield Fault("lenses", f"there is no topic '{lens.topic}'")


def _words_only_in_signals(rule_set: RuleSet) -> Iterator[Fault]:
    for place, condition in _conditions(rule_set):
        if not place.startswith("signal") and any(name == "words" for name, _ in leaves(condition)):
            yield Fault(place, "words count by the signal they give; use 'signal'")


def _signals_build_upwards(rule_set: RuleSet) -> Iterator[Fault]:
    earlier: set[str] = set()
    for signal in rule_set.signals:
        for name, codes in leaves(signal.when):
            if name == "signal" and not earlier.issuperset(codes):
                yield Fault(f"signal {signal.code}", "a signal builds only on signals that stand before it")
        earlier.add(signal.code)


def _departments_fit(rule_set: RuleSet) -> Iterator[Fault]:
    for rule in _rules(rule_set):
        lead, named = rule.then.lead, frozenset(rule.then.named)
        for code in sorted(named - consultable()):
            if code == front_office():
                yield Fault(f"rule {rule.id}", "the front office is never named; use 'answer: by-front-office'")
            else:
                yield Fault(f"rule {rule.id}", f"there is no department '{code}'")
        if lead in covert():
            yield Fault(f"rule {rule.id}", f"{lead} can't lead: that it takes part is itself sensitive")


def _nothing_betrays(rule_set: RuleSet) -> Iterator[Fault]:
    discreet = frozenset(signal.code for signal in rule_set.signals if signal.discreet)
    for line in rule_set.lines:
        for rule in line.rules:
            named = frozenset(rule.then.named)
            is_open = not (rule.then.service or named & covert())
            if not is_open and (named - covert() or rule.then.priority or rule.then.answer or rule.then.confirm):
                yield Fault(f"rule {rule.id}", "a rule names open departments or covert ones, never both: split it")
            if is_open and any(_rests_on(condition, discreet) for condition in (line.when, rule.when)):
                yield Fault(f"rule {rule.id}", "an open rule can't rest on a signal that chooses between services")


def _rests_on(condition: Condition | None, signals: frozenset[str]) -> bool:
    found = leaves(condition) if condition is not None else ()
    return any(name == "signal" and signals.intersection(codes) for name, codes in found)


def _numbers_and_names_fit(rule_set: RuleSet) -> Iterator[Fault]:
    numbers = [line.number for line in rule_set.lines]
    if sorted(numbers) != sorted(rule_set.precedence):
        yield Fault("precedence", "it names each line exactly once")
    if not rule_set.precedence or rule_set.precedence[-1] != rule_set.fallback:
        yield Fault("precedence", "the fallback stands last")
    names = {
        "line": map(str, numbers),
        "rule": (rule.id for rule in _rules(rule_set)),
        "signal": (signal.code for signal in rule_set.signals),
        "regime": (regime.code for regime in rule_set.regimes),
        "words": (category.code for category in rule_set.lexicon.categories),
    }
    for kind, given in names.items():
        yield from (Fault(f"{kind} {name}", "this name is used twice") for name in _twice(given))
    for line in rule_set.lines:
        for rule in line.rules:
            if not rule.id.startswith(f"{line.number}-"):
                yield Fault(f"rule {rule.id}", f"its name begins with the number of its line, {line.number}")


def _terms_are_new(rule_set: RuleSet) -> Iterator[Fault]:
    for category in rule_set.lexicon.categories:
        terms = (term for concept in category.concepts.values() for term in set(concept.terms()))
        yield from (Fault(f"words {category.code}", f"the term '{term}' stands there twice") for term in _twice(terms))


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _rules(rule_set: RuleSet) -> Iterator[Rule]:
    return (rule for line in rule_set.lines for rule in line.rules)


_CHECKS: tuple[Callable[[RuleSet], Iterator[Fault]], ...] = (
    _codes_exist,
    _words_only_in_signals,
    _signals_build_upwards,
    _departments_fit,
    _nothing_betrays,
    _numbers_and_names_fit,
    _terms_are_new,
)
