"""Encodes a rule set as formulas, and proves in a bounded number of steps whether they can hold together.

The encoding follows ``derive_facts`` and ``evaluate_rules``: a fact must support a signal; an absence does not.
The fallback also votes where no other line does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from loket_routing.domain.decide.facts import ANY
from loket_routing.domain.rule_set.check.codes import form_codes
from loket_routing.domain.rule_set.conditions import Condition, leaves
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet, TopicHint
from loket_routing.domain.rule_set.review.formula import FALSE, TRUE, FormulaBuilder, NotProvenError, SatModel

_TopicHolds = Callable[[str], int]


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
        self, formulas: FormulaBuilder, rule_set: RuleSet, topic: _TopicHolds, signals: Mapping[str, int] | None = None
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


def _topic_literal(formulas: FormulaBuilder, code: str) -> int:
    """Return the literal that a question has the topic ``code``: chosen, or implied by the kind for an incident."""
    chosen = formulas.atom("topic", code)
    return formulas.some((chosen, formulas.atom("kind", code))) if code == "incident" else chosen


def _require_valid_form(formulas: FormulaBuilder, rule_set: RuleSet, asked: RuleEncoding) -> None:
    """Require that the facts are those of one question (docs/domain.md#topics).

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
    found = (leaf for _, condition in rule_set.conditions() for leaf in leaves(condition))
    return sorted({int(codes[-1]) for name, codes in found if name == "needed-in-days"})


_MAX_STEPS_PER_PROOF = 200_000
_MAX_STEPS = 10_000_000
"""Steps of the solver, which take a few seconds for any rule set."""

_Places = tuple[RuleSetPlace, ...]


class Prover:
    """Proves statements about the formulas of a rule set, and records the places that it could not prove."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.formulas = FormulaBuilder()
        self.encoding = RuleEncoding(self.formulas, rule_set, lambda code: _topic_literal(self.formulas, code))
        self.unproven: dict[RuleSetPlace, None] = {}
        self._models: list[SatModel] = []
        _require_valid_form(self.formulas, rule_set, self.encoding)

    def is_impossible(self, places: _Places, *literals: int) -> bool:
        """Return whether ``literals`` provably can't hold together; without a proof, ``places`` become unproven."""
        if FALSE in literals or any(-literal in literals for literal in literals):
            return True
        if any(model.issuperset(literals) for model in self._models):
            return False
        try:
            return self._find(literals) is None
        except NotProvenError:
            self.unproven.update(dict.fromkeys(places))
            return False

    def cases(self, literal: int) -> int:
        """Return the known cases in which ``literal`` holds, as the bits of a number."""
        return sum(1 << number for number, model in enumerate(self._models) if literal in model)

    def example(self, places: _Places, *literals: int) -> SatModel | None:
        """Return a case in which ``literals`` hold; None if there is none, or none was found in time."""
        if FALSE in literals:
            return None
        try:
            return self._find(literals)
        except NotProvenError:
            self.unproven.update(dict.fromkeys(places))
            return None

    def read_by_hints(self) -> Iterator[tuple[int, RuleEncoding]]:
        """Yield each way to treat a question that matches no topic, with the literal that the way applies.

        The question is treated as if it were about the topics of all its signals, and of each signal alone.
        """
        signals, lenses = self.encoding.signals, self.rule_set.lenses
        for read in (lenses, *((lens,) for lens in lenses)):
            yield self.formulas.some(signals[lens.signal] for lens in read), self._read_as(read)

    def _read_as(self, lenses: Iterable[TopicHint]) -> RuleEncoding:
        given: dict[str, list[int]] = {}
        for lens in lenses:
            given.setdefault(lens.topic, []).append(self.encoding.signals[lens.signal])
        return RuleEncoding(
            self.formulas, self.rule_set, lambda code: self.formulas.some(given.get(code, ())), self.encoding.signals
        )

    def _find(self, literals: tuple[int, ...]) -> SatModel | None:
        left = _MAX_STEPS - self.formulas.solver.spent
        if left <= 0:
            raise NotProvenError
        model = self.formulas.solve(literals, min(left, _MAX_STEPS_PER_PROOF))
        if model is not None:
            self._models.append(model)
        return model
