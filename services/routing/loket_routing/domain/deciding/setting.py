"""What decisions are taken by: a rule set and the departments, as they are on a day."""

from dataclasses import dataclass
from datetime import date

from loket_policy.departments import Departments
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.gather import gather
from loket_routing.domain.deciding.successors import with_successors
from loket_routing.domain.deciding.votes import Ballot, hold_ballot
from loket_routing.domain.facts import Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet


@dataclass(frozen=True)
class Setting:
    """A rule set, the departments, and the Dutch calendar day whose regimes and departments count."""

    rule_set: RuleSet
    departments: Departments
    day: date

    def gather(self, evidence: Evidence) -> Facts:
        """Return the facts that ``evidence`` gives on this day."""
        return gather(evidence, self.rule_set, self.day)

    def hold(self, facts: Facts) -> Ballot:
        """Let the rules vote on ``facts``, the successors of closed departments in their place."""
        return with_successors(hold_ballot(self.rule_set, facts), self.departments, self.day)

    def short_name(self, code: str) -> str:
        """Return the abbreviation of a department on this day."""
        return self.departments.of(code).named(self.day).abbreviation
