"""The outcome of one question's route, as far as a reader may know it."""

from dataclasses import dataclass
from typing import Literal

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import History, OfficerDecision, RulesDecision, diff_routes, newest_decision
from loket_routing.domain.decide.redact import Visibility, redact, redact_route
from loket_routing.domain.departments import covert, front_office
from loket_shared.contracts.shared_parts import HandMadeRoute, Route, RouteDifference

OfficerVerdict = Literal["unjudged", "confirmed", "overridden"]


@dataclass(frozen=True)
class QuestionOutcome:
    """The decisive decision on one question, and an officer's decision about it.

    ``rules``: the rules that fired. ``signals``: the signals that they rest on; ``contradicted``: those of them that
    the text also denied. ``change``: an officer's change of the route, if any. ``undirected``: the question ended with
    the front office, although no rule says that it answers.
    """

    version: str
    confidence: float
    rules: frozenset[str]
    topics: frozenset[str]
    signals: frozenset[str]
    contradicted: frozenset[str]
    verdict: OfficerVerdict
    change: RouteDifference | None
    undirected: bool


def outcome_of(history: History, known: frozenset[str]) -> QuestionOutcome | None:
    """Return the outcome for a reader who may know of the ``known`` covert departments; None without a decision.

    If a route by hand looks to the reader like the decided one, it counts as confirmed: an officer who knows of no
    covert department could have made it.
    """
    officer = _decisive_officer_entry(history)
    judged = newest_decision(history[: history.index(officer)]) if officer else None
    entry = judged or newest_decision(history)
    if entry is None:
        return None
    change = _change(entry.decision, officer.route, known) if officer and judged and officer.kind == "by-hand" else None
    return _outcome(entry, known, "unjudged" if judged is None else "overridden" if change else "confirmed", change)


def _decisive_officer_entry(history: History) -> OfficerDecision | None:
    """Return the officer's entry that counts: the last route by hand, else the last that was confirmed."""
    acts = [entry for entry in history if isinstance(entry, OfficerDecision)]
    by_hand = [entry for entry in acts if entry.kind == "by-hand"]
    return next(reversed(by_hand or acts), None)


def _change(decision: Decision, by_hand: HandMadeRoute, known: frozenset[str]) -> RouteDifference | None:
    """Return the officer's change; covert departments that the rules named stay (design section 5)."""
    sight = Visibility(known, content=False)
    kept = covert().intersection(decision.contributors).union(by_hand.contributors) - {by_hand.lead}
    after = Route(lead=by_hand.lead, contributors=tuple(sorted(kept)), priority=decision.priority)
    change = diff_routes(redact_route(decision.route, sight), redact_route(after, sight))
    moved = change.comes_in or change.goes_out or change.lead_before != change.lead_after
    return change if moved else None


def _outcome(
    entry: RulesDecision, known: frozenset[str], verdict: OfficerVerdict, change: RouteDifference | None
) -> QuestionOutcome:
    decision = entry.decision
    rules = redact(decision, Visibility(known, content=True)).fired_rules
    signals = {fact.value for rule in rules for fact in rule.grounds if fact.name == "signal"}
    denied = {fact.value for fact in decision.facts if fact.name == "denied-signal"}
    return QuestionOutcome(
        version=decision.rule_set_version,
        confidence=decision.confidence,
        rules=frozenset(rule.id for rule in rules),
        topics=frozenset(fact.value for fact in decision.facts if fact.name == "topic"),
        signals=frozenset(signals),
        contradicted=frozenset(signals & denied),
        verdict=verdict,
        change=change,
        undirected=_undirected(decision, change),
    )


def _undirected(decision: Decision, change: RouteDifference | None) -> bool:
    if change is not None:
        return change.lead_after == front_office()
    return decision.lead == front_office() and decision.confirmation_needed
