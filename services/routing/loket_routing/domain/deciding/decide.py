"""Decide who reads a question (domain description section 5). Pure: the same input, the same decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from loket_policy import code_lists
from loket_policy.departments import Departments
from loket_routing.domain.deciding.confidence import Reckoning, in_words, reckon, reckon_guess, reckon_nothing
from loket_routing.domain.deciding.decision import Decision, as_reasoned_rule
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.front_office_alone import without_consent
from loket_routing.domain.deciding.gather import with_topics
from loket_routing.domain.deciding.meanings import meanings_of
from loket_routing.domain.deciding.ranking import Case, rank_doubted, rank_suggested
from loket_routing.domain.deciding.reasons import explain_lead, explain_priority
from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.deciding.votes import Ballot
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Lens
from loket_shared.contracts.shared_parts import RankedRoute, Rejected, Route
from loket_shared.local_time import local_date


@dataclass(frozen=True)
class _Certainty:
    """How sure the route is, and what else an officer may choose where it is not sure enough."""

    reckoning: Reckoning
    to_confirm: bool
    suggestion: Route | None = None
    ranking: tuple[RankedRoute, ...] = ()


def decide(evidence: Evidence, rule_set: RuleSet, at: datetime, departments: Departments | None = None) -> Decision:
    """Decide the route of a question by its ``evidence`` under ``rule_set``; ``at`` is the moment it was asked.

    Legal regimes and departments are those of the Dutch calendar day of ``at``; ``departments`` is the
    shared code list unless another is given.

    Raises:
        UndecidableError: the rule set names contributors and no lead.
    """
    if not evidence.consent_to_share:
        return without_consent(evidence, rule_set.version, at)
    setting = Setting(rule_set, departments or code_lists.departments(), local_date(at))
    return decide_case(Case.of(evidence, setting), at)


def decide_case(case: Case, at: datetime) -> Decision:
    """Decide a question whose asker consents, by the votes in ``case``; raises as ``decide``."""
    return _record(case, at, _certainty(case))


def needs_confirmation(case: Case) -> bool:
    """Return whether an officer is asked to confirm, which costs a fraction of the decision that says why."""
    return _to_confirm(case, _reckon(case, _imagined(case)))


def _certainty(case: Case) -> _Certainty:
    imagined = _imagined(case)
    reckoning = _reckon(case, imagined)
    to_confirm = _to_confirm(case, reckoning)
    if imagined is not None:
        ranking = rank_suggested(case, _lenses(case), imagined.route, reckoning[0])
        return _Certainty(reckoning, to_confirm, imagined.route, ranking)
    doubted = to_confirm and not _undirected(case)
    return _Certainty(reckoning, to_confirm, ranking=rank_doubted(case, reckoning[0]) if doubted else ())


def _undirected(case: Case) -> bool:
    """Return whether no topic shows the way: then it is the front office, with what the signals suggest."""
    leading = case.ballot.leading
    return leading is not None and leading.line == case.setting.rule_set.fallback


def _lenses(case: Case) -> list[Lens]:
    return [lens for lens in case.setting.rule_set.lenses if case.facts.named("signal", (lens.signal,))]


def _imagined(case: Case) -> Ballot | None:
    """Return how the rules would vote if the question were about what its signals suggest."""
    lenses = _lenses(case) if _undirected(case) else []
    return case.setting.hold(with_topics(case.facts, [lens.topic for lens in lenses])) if lenses else None


def _reckon(case: Case, imagined: Ballot | None) -> Reckoning:
    rule_set = case.setting.rule_set
    if not _undirected(case):
        return reckon(case.ballot.votes, case.facts, rule_set)
    return reckon_nothing(rule_set) if imagined is None else reckon_guess(imagined.votes, case.facts, rule_set)


def _to_confirm(case: Case, reckoning: Reckoning) -> bool:
    leading = case.ballot.leading
    asked = leading is not None and leading.rule.then.confirm is not None
    return asked or reckoning[0] < case.setting.rule_set.doubt.confirm_below


def _record(case: Case, at: datetime, certainty: _Certainty) -> Decision:
    route, rule_set = case.ballot.route, case.setting.rule_set
    confidence, steps = certainty.reckoning
    return Decision(
        lead=route.lead,
        contributors=route.contributors,
        priority=route.priority,
        rule_set_version=rule_set.version,
        asked_at=at,
        confidence=confidence,
        confidence_in_words=in_words(confidence, rule_set.doubt),
        confirmation_needed=certainty.to_confirm,
        fired_rules=tuple(map(as_reasoned_rule, case.ballot.votes)),
        rejected=_rejected(case.ballot.passed_over, route),
        facts=case.facts.all,
        meanings=meanings_of(case.facts, rule_set),
        suggestion=certainty.suggestion,
        ranking=certainty.ranking,
        reckoning=steps,
        lead_explained=explain_lead(case.ballot, case.setting),
        priority_explained=explain_priority(case.ballot),
    )


def _rejected(passed_over: Iterable[Rejected], route: Route) -> tuple[Rejected, ...]:
    """Keep the first reason for each department that doesn't take part after all."""
    first: dict[str, Rejected] = {}
    taking_part = {route.lead, *route.contributors}
    for entry in passed_over:
        if entry.department not in taking_part:
            first.setdefault(entry.department, entry)
    return tuple(first[department] for department in sorted(first))
