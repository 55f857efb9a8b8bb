"""What can be the case when a rule set decides, as formulas: conditions, signals, and which rules fire.

It follows ``derive_facts`` and ``evaluate_rules``: a signal is given where a fact supports it, and not by an
absence alone; the fallback also votes where no other line does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.rule_sets.conditions import Condition
from loket_routing.domain.rule_sets.faults import Place
from loket_routing.domain.rule_sets.review.circuit import FALSE, TRUE, Circuit
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Line, Rule

TopicHolds = Callable[[str], int]


@dataclass(frozen=True)
class Firing:
    """A rule, and the literal that it fires."""

    line: int
    rule: Rule
    fires: int

    @property
    def place(self) -> Place:
        """The rule's place."""
        return Place("rule", self.rule.id)


class World:
    """The formulas of ``rule_set`` where ``topic`` says by what literal a question has a topic."""

    def __init__(
        self, circuit: Circuit, rule_set: RuleSet, topic: TopicHolds, signals: Mapping[str, int] | None = None
    ) -> None:
        self._circuit = circuit
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
        """Every rule, in the order in which they vote."""
        *lines, last = self._rule_set.ranked
        found = [firing for line in lines for firing in self._of(line, self.holds(line.when))]
        nobody = -self._circuit.some(firing.fires for firing in found)
        return (*found, *self._of(last, self._circuit.some((self.holds(last.when), nobody))))

    @cached_property
    def topical(self) -> tuple[Firing, ...]:
        """Every rule, as if the fallback, too, voted by its condition only."""
        return tuple(firing for line in self._rule_set.ranked for firing in self._of(line, self.holds(line.when)))

    def _of(self, line: Line, holds: int) -> Iterator[Firing]:
        service = self._circuit.some(self.signals[service.signal] for service in self._rule_set.services)
        for rule in line.rules:
            own = self.holds(rule.when) if rule.when is not None else TRUE
            yield Firing(line.number, rule, self._circuit.every((holds, own, service if rule.then.service else TRUE)))

    def _holds_and_given(self, condition: Condition) -> tuple[int, int]:
        """Return the literals that ``condition`` holds, and that it holds by a fact."""
        if condition.leaf is not None:
            literal = self._circuit.some(self._literals(*condition.leaf))
            return literal, literal
        parts = [self._holds_and_given(part) for part in condition.parts]
        if condition.not_ is not None:
            return -parts[0][0], FALSE
        holding = self._circuit.every if condition.all_ else self._circuit.some
        holds = holding(holds for holds, _ in parts)
        return holds, self._circuit.every((holds, self._circuit.some(given for _, given in parts)))

    def _literals(self, name: str, codes: tuple[str, ...]) -> Iterator[int]:
        if name == "topic":
            yield from map(self._topic, codes)
        elif name == "signal":
            yield from (self.signals[code] for code in codes)
        elif name == "needed-in-days":
            yield self._circuit.atom(name, codes[-1])
        elif ANY in codes:
            yield from (self._circuit.atom(name, regime.code) for regime in self._rule_set.regimes)
        else:
            yield from (self._circuit.atom(name, code) for code in codes)
