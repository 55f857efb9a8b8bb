"""Evaluates a question: all rules that hold vote, the highest in the precedence names the lead.

A proposed rule set never changes, but departments do. If a rule names a closed department, its successor takes its
place, and the decision says so (docs/domain.md#departments-and-the-first-policy: departments are dated data).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from loket_policy.departments import Departments
from loket_routing.domain.decide.derivation import derive_facts
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.facts import Fact, Facts, in_order
from loket_routing.domain.departments import front_office
from loket_routing.domain.rule_set.model import Rule, RuleGroup, RuleSet, Service
from loket_shared.contracts.shared_parts import DepartmentCode, Rejected, Route
from loket_shared.contracts.texts import BilingualText


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


_Replacements = Mapping[str, str | None]
"""The successor of each closed department, or None."""

_NOBODY_LEADS = BilingualText(
    nl="Er is geen departement meer dat penvoerder kan zijn; het loket kiest zelf wie meedenkt.",
    en="No department is left that can lead; the front office chooses who takes part.",
)


def replace_closed_departments(evaluation: RuleEvaluation, departments: Departments, day: date) -> RuleEvaluation:
    """Return ``evaluation`` with the successor of each department that is closed on ``day``.

    A department without a successor is removed, and the next lead that a rule names leads. If none is left, the front
    office leads alone and is asked to confirm.
    """
    replacements = {code: departments.standing_in(code, day) for code in departments.closed(day)}
    if not replacements:
        return evaluation
    missed = sorted(_named(evaluation.votes) & replacements.keys())
    reasons = [Rejected(department=code, reason=_reason(departments, code, day)) for code in missed]
    votes = tuple(_replace_in(vote, replacements) for vote in evaluation.votes)
    if _leads(evaluation.votes) and not _leads(votes):
        reasons += [Rejected(department=code, reason=_NOBODY_LEADS) for code in sorted(_named(votes))]
        votes = tuple(_left_to_the_front_office(evaluation))
    passed_over = (*reasons, *_translated(evaluation.passed_over, replacements))
    return RuleEvaluation(tuple(vote for vote in votes if _counts(vote)), passed_over)


def _replace_in(vote: Vote, replacements: _Replacements) -> Vote:
    then = vote.rule.then
    lead = then.lead and replacements.get(then.lead, then.lead)
    contribute = (replacements.get(code, code) for code in then.contribute)
    others = tuple(dict.fromkeys(code for code in contribute if code and code != lead))
    service = vote.service and replacements.get(vote.service, vote.service)
    return _changed(vote, service=service, lead=lead, contribute=others)


def _left_to_the_front_office(evaluation: RuleEvaluation) -> Iterator[Vote]:
    """Yield the votes without departments; the vote that named the lead comes first and asks for a confirmation."""
    leading = evaluation.leading
    for vote in sorted(evaluation.votes, key=lambda vote: vote is not leading):
        asks = {"answer": "by-front-office", "confirm": "by-front-office"} if vote is leading else {}
        yield _changed(vote, service=None, lead=None, contribute=(), **asks)


def _changed(vote: Vote, *, service: str | None, **effects: object) -> Vote:
    then = vote.rule.then.model_copy(update=effects)
    return replace(vote, rule=vote.rule.model_copy(update={"then": then}), service=service)


def _counts(vote: Vote) -> bool:
    then = vote.rule.then
    return bool(vote.named or then.priority or then.answer or then.confirm)


def _leads(votes: Iterable[Vote]) -> bool:
    return any(vote.rule.then.lead for vote in votes)


def _named(votes: Iterable[Vote]) -> set[str]:
    return {code for vote in votes for code in vote.named}


def _translated(passed_over: Iterable[Rejected], replacements: _Replacements) -> Iterator[Rejected]:
    for entry in passed_over:
        department = replacements.get(entry.department, entry.department)
        if department:
            yield Rejected(department=department, reason=entry.reason)


def _reason(departments: Departments, code: str, day: date) -> BilingualText:
    entry, replacement = departments.of(code), departments.standing_in(code, day)
    name, until = entry.named(day).abbreviation, entry.until
    if replacement is None:
        return BilingualText(
            nl=f"{name} bestond tot en met {until} en heeft geen opvolger.",
            en=f"{name} existed until {until} and has no successor.",
        )
    successor = departments.of(replacement).named(day).abbreviation
    return BilingualText(
        nl=f"{name} bestond tot en met {until}; {successor} neemt de plaats in.",
        en=f"{name} existed until {until}; {successor} takes its place.",
    )


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
