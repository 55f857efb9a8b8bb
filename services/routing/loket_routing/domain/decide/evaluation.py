"""Evaluates a question by a rule set, with the departments of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from loket_policy.departments import Departments
from loket_routing.domain.decide.derivation import derive_facts
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.facts import Facts
from loket_routing.domain.decide.replacements import replace_closed_departments
from loket_routing.domain.decide.votes import RuleEvaluation, evaluate_rules
from loket_routing.domain.rule_set.model import RuleSet


@dataclass(frozen=True)
class PolicyContext:
    """A rule set, the departments, and the Dutch calendar day whose regimes and departments apply."""

    rule_set: RuleSet
    departments: Departments
    day: date

    def derive_facts(self, evidence: Evidence) -> Facts:
        """Return the facts of ``evidence`` on this day."""
        return derive_facts(evidence, self.rule_set, self.day)

    def evaluate(self, facts: Facts) -> RuleEvaluation:
        """Evaluate the rules on ``facts``, then replace the departments that are closed on this day."""
        evaluation = evaluate_rules(self.rule_set, facts)
        return replace_closed_departments(evaluation, self.departments, self.day)

    def short_name(self, code: str) -> str:
        """Return the abbreviation of a department on this day."""
        return self.departments.of(code).named(self.day).abbreviation


@dataclass(frozen=True)
class EvaluatedQuestion:
    """A question with its facts, and the votes of the rules on them."""

    evidence: Evidence
    context: PolicyContext
    facts: Facts
    evaluation: RuleEvaluation

    @classmethod
    def of(cls, evidence: Evidence, context: PolicyContext) -> Self:
        """Derive the facts and evaluate the rules on them."""
        facts = context.derive_facts(evidence)
        return cls(evidence, context, facts, context.evaluate(facts))
