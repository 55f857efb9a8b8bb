"""What became of the route of one question, as far as one reader may know."""

from dataclasses import dataclass
from typing import Literal

from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.departments import covert, front_office
from loket_routing.domain.differing import difference
from loket_routing.domain.history import Automatic, ByOfficer, History, newest_decision
from loket_routing.domain.project import Sight, project, project_route
from loket_shared.contracts.shared_parts import HandMadeRoute, Route, RouteDifference

Verdict = Literal["unjudged", "confirmed", "overridden"]


@dataclass(frozen=True)
class Outcome:
    """The decision that counts of one question, and what an officer made of it.

    ``rules`` are those that took part. ``signals`` are those that they rest on, ``contradicted`` those of
    them that the text also denied. ``change`` is what an officer made of the route, where it is another.
    ``undirected``: the front office ended with the question, though no rule says that it answers.
    """

    version: str
    confidence: float
    rules: frozenset[str]
    topics: frozenset[str]
    signals: frozenset[str]
    contradicted: frozenset[str]
    verdict: Verdict
    change: RouteDifference | None
    undirected: bool


def outcome_of(history: History, known: frozenset[str]) -> Outcome | None:
    """Return the outcome for a reader who may know of the ``known`` covert departments; None where nothing was decided.

    A route by hand that the reader can't tell from the one that was decided counts as confirmed: an
    officer who knows of no covert department makes the same.
    """
    officer = _last_word(history)
    judged = newest_decision(history[: history.index(officer)]) if officer else None
    entry = judged or newest_decision(history)
    if entry is None:
        return None
    change = _change(entry.decision, officer.route, known) if officer and judged and officer.kind == "by-hand" else None
    return _outcome(entry, known, "unjudged" if judged is None else "overridden" if change else "confirmed", change)


def _last_word(history: History) -> ByOfficer | None:
    """Return the officer's entry that counts: the last route by hand, else the last that was confirmed."""
    acts = [entry for entry in history if isinstance(entry, ByOfficer)]
    by_hand = [entry for entry in acts if entry.kind == "by-hand"]
    return next(reversed(by_hand or acts), None)


def _change(decision: Decision, by_hand: HandMadeRoute, known: frozenset[str]) -> RouteDifference | None:
    """Return what the officer changed; covert departments that the rules named stay (design section 5)."""
    sight = Sight(known, content=False)
    kept = covert().intersection(decision.contributors).union(by_hand.contributors) - {by_hand.lead}
    after = Route(lead=by_hand.lead, contributors=tuple(sorted(kept)), priority=decision.priority)
    change = difference(project_route(decision.route, sight), project_route(after, sight))
    moved = change.comes_in or change.goes_out or change.lead_before != change.lead_after
    return change if moved else None


def _outcome(entry: Automatic, known: frozenset[str], verdict: Verdict, change: RouteDifference | None) -> Outcome:
    decision = entry.decision
    rules = project(decision, Sight(known, content=True)).fired_rules
    signals = {fact.value for rule in rules for fact in rule.grounds if fact.name == "signal"}
    denied = {fact.value for fact in decision.facts if fact.name == "denied-signal"}
    return Outcome(
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
