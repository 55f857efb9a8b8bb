"""Encodes a rule set as formulas: conditions, signals, firing rules, and valid forms.

It follows ``derive_facts`` and ``evaluate_rules``: a fact must support a signal; an absence alone does not give one.
The fallback also votes where no other line does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.conditions import Condition, leaves
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet
from loket_routing.domain.rule_set.review.formula import FALSE, TRUE, FormulaBuilder
from loket_routing.domain.rule_set.traversal import conditions_of

TopicHolds = Callable[[str], int]


@dataclass(frozen=True)
class Firing:
    """A rule with the literal that it fires."""

    line: int
    rule: Rule
    fires: int

    @property
    def place(self) -> RuleSetPlace:
        """The rule's place."""
        return RuleSetPlace("rule", self.rule.id)


class RuleEncoding:
    """The formulas of ``rule_set``; ``topic`` returns the literal that a question has a topic."""

    def __init__(
        self, formulas: FormulaBuilder, rule_set: RuleSet, topic: TopicHolds, signals: Mapping[str, int] | None = None
    ) -> None:
        self._formulas = formulas
        self._rule_set = rule_set
        self._topic = topic
        self.signals = dict(signals or {})
        if signals is None:
            for signal in rule_set.signals:
                self.signals[signal.code] = self._holds_and_given(signal.when)[1]

    def holds(self, condition: Condition) -> int:
        """Return the literal that ``condition`` holds."""
        return self._holds_and_given(condition)[0]

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """Every rule, in voting order."""
        *lines, last = self._rule_set.ranked
        found = [firing for line in lines for firing in self._of(line, self.holds(line.when))]
        nobody = -self._formulas.some(firing.fires for firing in found)
        return (*found, *self._of(last, self._formulas.some((self.holds(last.when), nobody))))

    @cached_property
    def topical(self) -> tuple[Firing, ...]:
        """Every rule, as if the fallback voted by its condition only."""
        return tuple(firing for line in self._rule_set.ranked for firing in self._of(line, self.holds(line.when)))

    def _of(self, line: RuleGroup, holds: int) -> Iterator[Firing]:
        service = self._formulas.some(self.signals[service.signal] for service in self._rule_set.services)
        for rule in line.rules:
            own = self.holds(rule.when) if rule.when is not None else TRUE
            yield Firing(line.number, rule, self._formulas.every((holds, own, service if rule.then.service else TRUE)))

    def _holds_and_given(self, condition: Condition) -> tuple[int, int]:
        """Return the literals that ``condition`` holds, and that it holds by a fact."""
        if condition.leaf is not None:
            literal = self._formulas.some(self._literals(*condition.leaf))
            return literal, literal
        parts = [self._holds_and_given(part) for part in condition.parts]
        if condition.not_ is not None:
            return -parts[0][0], FALSE
        holding = self._formulas.every if condition.all_ else self._formulas.some
        holds = holding(holds for holds, _ in parts)
        return holds, self._formulas.every((holds, self._formulas.some(given for _, given in parts)))

    def _literals(self, name: str, codes: tuple[str, ...]) -> Iterator[int]:
        if name == "topic":
            yield from map(self._topic, codes)
        elif name == "signal":
            yield from (self.signals[code] for code in codes)
        elif name == "needed-in-days":
            yield self._formulas.atom(name, codes[-1])
        elif ANY in codes:
            yield from (self._formulas.atom(name, regime.code) for regime in self._rule_set.regimes)
        else:
            yield from (self._formulas.atom(name, code) for code in codes)


_MOST_TOPICS = 3
_ALWAYS_GIVEN = ("kind", "language")
_GIVEN_ONCE = (*_ALWAYS_GIVEN, "institution-kind")


def topic_literal(formulas: FormulaBuilder, code: str) -> int:
    """Return the literal that a question has the topic ``code``: chosen, or implied by the kind for an incident."""
    chosen = formulas.atom("topic", code)
    return formulas.some((chosen, formulas.atom("kind", code))) if code == "incident" else chosen


def require_valid_form(formulas: FormulaBuilder, rule_set: RuleSet, asked: RuleEncoding) -> None:
    """Require that the facts are those of one question (domain description sections 4 and 5).

    This allows more than a form does, so a formula that can't hold here can't hold in any question.
    """
    codes = form_codes()
    for name in _GIVEN_ONCE:
        for one, other in combinations(sorted(codes[name]), 2):
            formulas.solver.require(-formulas.atom(name, one), -formulas.atom(name, other))
    for name in _ALWAYS_GIVEN:
        formulas.solver.require(*(formulas.atom(name, code) for code in sorted(codes[name])))
    chosen = [formulas.atom("topic", code) for code in sorted(codes["topic"])]
    formulas.solver.require(-formulas.at_least(_MOST_TOPICS + 1, chosen))
    for regime in rule_set.regimes:
        formulas.solver.require(-formulas.atom("legal-regime", regime.code), asked.holds(regime.covers))
    for sooner, later in pairwise(_days(rule_set)):
        name = "needed-in-days"
        formulas.solver.require(-formulas.atom(name, str(sooner)), formulas.atom(name, str(later)))


def _days(rule_set: RuleSet) -> list[int]:
    found = (leaf for _, condition in conditions_of(rule_set) for leaf in leaves(condition))
    return sorted({int(codes[-1]) for name, codes in found if name == "needed-in-days"})
