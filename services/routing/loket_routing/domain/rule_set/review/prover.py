"""Proves whether literals can hold together, in a bounded number of steps."""

from collections.abc import Iterable, Iterator

from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.model import RuleSet, TopicHint
from loket_routing.domain.rule_set.review.formula import FALSE, FormulaBuilder, NotProvenError, SatModel
from loket_routing.domain.rule_set.review.rule_encoding import RuleEncoding, require_valid_form, topic_literal

_MAX_STEPS_PER_PROOF = 200_000
_MAX_STEPS = 10_000_000
"""Steps of the solver, which take a few seconds for any rule set."""

Places = tuple[RuleSetPlace, ...]


class Prover:
    """Proves statements about the formulas of a rule set, and records the places that it could not prove."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.formulas = FormulaBuilder()
        self.encoding = RuleEncoding(self.formulas, rule_set, lambda code: topic_literal(self.formulas, code))
        self.unproven: dict[RuleSetPlace, None] = {}
        self._models: list[SatModel] = []
        require_valid_form(self.formulas, rule_set, self.encoding)

    def is_impossible(self, places: Places, *literals: int) -> bool:
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

    def example(self, places: Places, *literals: int) -> SatModel | None:
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
