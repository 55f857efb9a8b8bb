"""The main line: decides the route of a question, with reasons (docs/domain.md#departments-and-the-first-policy).

Match terms, derive facts, evaluate rules, replace closed departments, compute the confidence, rank the other routes for
an officer, build the decision. The functions are pure: the same question, rule set and moment give the same decision.
"""

from collections.abc import Iterable
from datetime import datetime

from loket_policy import code_lists
from loket_policy.departments import Departments
from loket_routing.domain.decide.confidence import (
    ConfidenceResult,
    confidence_without_ground,
    name_confidence,
    route_confidence,
    suggestion_confidence,
)
from loket_routing.domain.decide.decision import Decision, as_reasoned_rule, decide_without_consent, meanings_of
from loket_routing.domain.decide.derivation import derive_facts, with_topics
from loket_routing.domain.decide.evaluation import (
    EvaluatedQuestion,
    PolicyContext,
    RuleEvaluation,
    evaluate_rules,
    replace_closed_departments,
)
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.question import Question
from loket_routing.domain.decide.ranking import rank_doubted, rank_suggested
from loket_routing.domain.decide.reasons import explain_lead, explain_priority
from loket_routing.domain.rule_set.model import RuleSet, TopicHint
from loket_shared.contracts.shared_parts import RankedRoute, Rejected, Route
from loket_shared.local_time import local_date


def decide(question: Question, rule_set: RuleSet, at: datetime, departments: Departments | None = None) -> Decision:
    """Decide the route of ``question`` under ``rule_set``; ``at`` is the moment it was asked.

    This is the whole line in one process. The service reads the texts in a process of its own, stores the evidence, and
    goes on with ``decide_from_evidence``.

    Raises:
        UndecidableError: the rule set names contributors and no lead.
    """
    evidence = match_terms(question, rule_set.lexicon, rule_set.finder)
    return decide_from_evidence(evidence, rule_set, at, departments)


def decide_from_evidence(
    evidence: Evidence, rule_set: RuleSet, at: datetime, departments: Departments | None = None
) -> Decision:
    """Decide the route of a question by its ``evidence``; raises as ``decide``.

    Legal regimes and departments are those of the Dutch calendar day of ``at``; ``departments`` is the
    shared code list unless another is given.
    """
    if not evidence.consent_to_share:
        return decide_without_consent(evidence, rule_set.version, at)
    context = PolicyContext(rule_set, departments or code_lists.departments(), local_date(at))
    facts = derive_facts(evidence, rule_set, context.day)
    evaluation = evaluate_rules(rule_set, facts)
    evaluation = replace_closed_departments(evaluation, context.departments, context.day)
    return decide_evaluated(EvaluatedQuestion(evidence, context, facts, evaluation), at)


def decide_evaluated(question: EvaluatedQuestion, at: datetime) -> Decision:
    """Decide a question whose asker consents, by the votes of the rules; raises as ``decide``."""
    hinted = _evaluate_hints(question)
    confidence = _confidence(question, hinted)
    must_confirm = _must_confirm(question, confidence)
    ranking = _rank(question, hinted, confidence, must_confirm)
    return _build_decision(question, at, confidence, must_confirm, hinted, ranking)


def needs_confirmation(question: EvaluatedQuestion) -> bool:
    """Return whether an officer is asked to confirm, at a fraction of the cost of the whole decision."""
    return _must_confirm(question, _confidence(question, _evaluate_hints(question)))


def _evaluate_hints(question: EvaluatedQuestion) -> RuleEvaluation | None:
    """Evaluate the rules as if the question were about the topics that its signals hint at.

    Return None if a topic matches a rule, or if no signal hints at a topic.
    """
    hints = _hints(question) if _is_undirected(question) else []
    if not hints:
        return None
    return question.context.evaluate(with_topics(question.facts, [hint.topic for hint in hints]))


def _confidence(question: EvaluatedQuestion, hinted: RuleEvaluation | None) -> ConfidenceResult:
    rule_set = question.context.rule_set
    if not _is_undirected(question):
        return route_confidence(question.evaluation.votes, question.facts, rule_set)
    if hinted is None:
        return confidence_without_ground(rule_set)
    return suggestion_confidence(hinted.votes, question.facts, rule_set)


def _must_confirm(question: EvaluatedQuestion, confidence: ConfidenceResult) -> bool:
    leading = question.evaluation.leading
    rule_asks = leading is not None and leading.rule.then.confirm is not None
    return rule_asks or confidence.value < question.context.rule_set.doubt.confirm_below


def _rank(
    question: EvaluatedQuestion, hinted: RuleEvaluation | None, confidence: ConfidenceResult, must_confirm: bool
) -> tuple[RankedRoute, ...]:
    if hinted is not None:
        return rank_suggested(question, _hints(question), hinted.route, confidence.value)
    if must_confirm and not _is_undirected(question):
        return rank_doubted(question, confidence.value)
    return ()


def _build_decision(
    question: EvaluatedQuestion,
    at: datetime,
    confidence: ConfidenceResult,
    must_confirm: bool,
    hinted: RuleEvaluation | None,
    ranking: tuple[RankedRoute, ...],
) -> Decision:
    evaluation, rule_set = question.evaluation, question.context.rule_set
    route = evaluation.route
    return Decision(
        lead=route.lead,
        contributors=route.contributors,
        priority=route.priority,
        rule_set_version=rule_set.version,
        asked_at=at,
        confidence=confidence.value,
        confidence_in_words=name_confidence(confidence.value, rule_set.doubt),
        confirmation_needed=must_confirm,
        fired_rules=tuple(map(as_reasoned_rule, evaluation.votes)),
        rejected=_rejected(evaluation.passed_over, route),
        facts=question.facts.all,
        meanings=meanings_of(question.facts, rule_set),
        suggestion=hinted.route if hinted is not None else None,
        ranking=ranking,
        reckoning=confidence.steps,
        lead_explained=explain_lead(evaluation, question.context),
        priority_explained=explain_priority(evaluation),
    )


def _is_undirected(question: EvaluatedQuestion) -> bool:
    """Return whether no topic matches a rule: then the front office leads, with the suggestions of the signals."""
    leading = question.evaluation.leading
    return leading is not None and leading.line == question.context.rule_set.fallback


def _hints(question: EvaluatedQuestion) -> list[TopicHint]:
    return [hint for hint in question.context.rule_set.lenses if question.facts.named("signal", (hint.signal,))]


def _rejected(passed_over: Iterable[Rejected], route: Route) -> tuple[Rejected, ...]:
    """Return the first reason for each department that does not take part."""
    first: dict[str, Rejected] = {}
    taking_part = {route.lead, *route.contributors}
    for entry in passed_over:
        if entry.department not in taking_part:
            first.setdefault(entry.department, entry)
    return tuple(first[department] for department in sorted(first))
