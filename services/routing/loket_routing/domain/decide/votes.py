"""Evaluates rules: all that hold vote, the highest in the precedence names the lead (domain description section 5)."""

from dataclasses import dataclass
from functools import cached_property

from loket_routing.domain.decide.facts import Fact, Facts, in_order
from loket_routing.domain.departments import front_office
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet, Service
from loket_shared.contracts.shared_parts import DepartmentCode, Rejected, Route


class UndecidableError(Exception):
    """The rules name contributors and nobody who leads: the rule set is wrong, not the question."""


@dataclass(frozen=True)
class Vote:
    """A rule that fired, the facts it rests on, and the department of a service by technology, if it asks for one."""

    line: int
    rule: Rule
    grounds: tuple[Fact, ...]
    service: DepartmentCode | None = None

    @property
    def named(self) -> tuple[DepartmentCode, ...]:
        """Every department the vote names, the lead first."""
        named = self.rule.then.named
        return (*named, self.service) if self.service else named


@dataclass(frozen=True)
class RuleEvaluation:
    """The votes, highest in the precedence first, and the rejected departments."""

    votes: tuple[Vote, ...]
    passed_over: tuple[Rejected, ...]

    @cached_property
    def leading(self) -> Vote | None:
        """The vote that names the lead, or the first vote if none names a department."""
        for vote in self.votes:
            if vote.rule.then.lead:
                return vote
        return self.votes[0] if self.votes else None

    @property
    def route(self) -> Route:
        """The route that follows from the votes.

        Raises:
            UndecidableError: contributors without a lead.
        """
        leading = self.leading
        named = {department for vote in self.votes for department in vote.named}
        lead = leading.rule.then.lead if leading else None
        if lead is None and named:
            raise UndecidableError("contributors are named, but nobody leads")
        urgent = any(vote.rule.then.priority == "urgent" for vote in self.votes)
        return Route(
            lead=lead or front_office(),
            contributors=tuple(sorted(named - {lead})),
            priority="urgent" if urgent else "normal",
        )


def evaluate_rules(rule_set: RuleSet, facts: Facts) -> RuleEvaluation:
    """Evaluate the rules of every line whose condition holds; of the fallback if no line's does."""
    service = next((entry for entry in rule_set.services if facts.named("signal", (entry.signal,))), None)
    others = tuple(other.rejected for other in rule_set.services if other is not service)
    votes: list[Vote] = []
    passed_over: list[Rejected] = []
    for line in rule_set.lines_by_facts.among(facts):
        shared = line.when.support(facts)
        if shared is None and line.number == rule_set.fallback and not votes:
            shared = ()
        for rule in line.rules if shared is not None else ():
            own = () if rule.when is None else rule.when.support(facts)
            if own is not None and (service or not rule.then.service):
                votes.append(_vote(line, rule, (*(shared or ()), *own), service, facts))
            # The departments that the rule would have named: only its line's condition holds.
            if rule.then.service:
                passed_over += others
            elif own is None:
                passed_over += rule.rejected
    return RuleEvaluation(tuple(votes), tuple(passed_over))


def _vote(line: RuleGroup, rule: Rule, grounds: tuple[Fact, ...], service: Service | None, facts: Facts) -> Vote:
    if not rule.then.service or service is None:
        return Vote(line.number, rule, in_order(grounds))
    signal = facts.named("signal", (service.signal,))
    return Vote(line.number, rule, in_order((*grounds, *signal)), service.department)
