"""Decide who reads a question (domain description section 5). Pure: the same input, the same decision."""

from collections.abc import Callable, Iterable
from datetime import datetime

from loket_routing.domain.calendar import dutch_day
from loket_routing.domain.deciding.confidence import Reckoning, reckon, reckon_guess, reckon_nothing
from loket_routing.domain.deciding.decision import Decision, as_reasoned_rule
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.front_office_alone import without_consent
from loket_routing.domain.deciding.gather import gather, with_topics
from loket_routing.domain.deciding.successors import with_successors
from loket_routing.domain.deciding.votes import Ballot, hold_ballot
from loket_routing.domain.facts import Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.contracts import codelists
from loket_shared.contracts.departments import Departments
from loket_shared.contracts.parts import Rejected, Route


def decide(evidence: Evidence, rule_set: RuleSet, at: datetime, departments: Departments | None = None) -> Decision:
    """Decide the route of a question by its ``evidence`` under ``rule_set``; ``at`` is the moment it was asked.

    Legal regimes and departments are those of the Dutch calendar day of ``at``; ``departments`` is the
    shared code list unless another is given.

    Raises:
        UndecidableError: the rule set names contributors and no lead.
    """
    if not evidence.consent_to_share:
        return without_consent(evidence, rule_set.version)
    day, known = dutch_day(at), departments or codelists.departments()

    def hold(facts: Facts) -> Ballot:
        return with_successors(hold_ballot(rule_set, facts), known, day)

    facts = gather(evidence, rule_set, day)
    ballot = hold(facts)
    if ballot.leading is not None and ballot.leading.line == rule_set.fallback:
        return _undirected(ballot, rule_set, facts, hold)
    return _record(ballot, rule_set, facts, reckon(ballot.votes, facts, rule_set), None)


def _undirected(ballot: Ballot, rule_set: RuleSet, facts: Facts, hold: Callable[[Facts], Ballot]) -> Decision:
    """Decide where no topic shows the way: the front office, with the route that ``hold`` gives for the signals."""
    signals = {fact.value for fact in facts.all if fact.name == "signal"}
    topics = [lens.topic for lens in rule_set.lenses if lens.signal in signals]
    if not topics:
        return _record(ballot, rule_set, facts, reckon_nothing(rule_set), None)
    imagined = hold(with_topics(facts, topics))
    reckoning = reckon_guess(imagined.votes, facts, rule_set)
    return _record(ballot, rule_set, facts, reckoning, imagined.route)


def _record(
    ballot: Ballot, rule_set: RuleSet, facts: Facts, reckoning: Reckoning, suggestion: Route | None
) -> Decision:
    route = ballot.route
    confidence, steps = reckoning
    asked_to_confirm = ballot.leading is not None and ballot.leading.rule.then.confirm is not None
    return Decision(
        **route.model_dump(by_alias=False),
        rule_set_version=rule_set.version,
        confidence=confidence,
        reckoning=steps,
        confirmation_needed=asked_to_confirm or confidence < rule_set.doubt.confirm_below,
        fired_rules=tuple(map(as_reasoned_rule, ballot.votes)),
        rejected=_rejected(ballot.passed_over, route),
        facts=facts.all,
        suggestion=suggestion,
    )


def _rejected(passed_over: Iterable[Rejected], route: Route) -> tuple[Rejected, ...]:
    """Keep the first reason for each department that doesn't take part after all."""
    first: dict[str, Rejected] = {}
    for entry in passed_over:
        if entry.department not in {route.lead, *route.contributors}:
            first.setdefault(entry.department, entry)
    return tuple(first[department] for department in sorted(first))
