"""From histories to figures: what fired, what was confirmed, what was made of it, as far as the reader may know."""

from datetime import timedelta
from typing import Literal

import pytest
from unit.routing.asking import MOMENT, RULES, decided, question

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import HistoryEntry, OfficerDecision, RulesDecision
from loket_routing.domain.quality.figures import Quality, RuleFigures, compute_figures
from loket_routing.domain.quality.outcomes import QuestionOutcome, outcome_of
from loket_shared.contracts.shared_parts import HandMadeRoute

NOBODY: frozenset[str] = frozenset()
ALL = frozenset({"AIVD", "MIVD"})
PLAIN = decided(question("collaboration-institution"))
PHOTONICS = decided(question("collaboration-institution", fields=("photonics",)))
DENIED = decided(question("collaboration-institution", text="Over drones. Er komen geen drones bij kijken."))
NOTHING = decided(question("other"))


def by_rules(decision: Decision, version: int = 1) -> RulesDecision:
    return RulesDecision(at=MOMENT + timedelta(minutes=version), question_version=version, decision=decision)


def by_officer(kind: Literal["confirmed", "by-hand"], lead: str, *contributors: str) -> OfficerDecision:
    route = HandMadeRoute(lead=lead, contributors=contributors, reason="Geheim.", officer="o")
    return OfficerDecision(kind=kind, at=MOMENT, route=route)


def outcome(*history: HistoryEntry, known: frozenset[str] = NOBODY) -> QuestionOutcome:
    made = outcome_of(history, known)
    assert made is not None
    return made


def figures(*outcomes: QuestionOutcome) -> Quality:
    return compute_figures(outcomes, ["3-plain", "3-technology", "4-lead"], RULES.doubt.confirm_below)


def rule(quality: Quality, name: str) -> RuleFigures:
    return next(each for each in quality.rules if each.id == name)


def test_a_route_that_nobody_judged_counts_as_fired_alone() -> None:
    seen = rule(figures(outcome(by_rules(PLAIN))), "3-plain")
    assert (seen.fired, seen.confirmed, seen.overridden, seen.confirmed_share) == (1, 0, 0, None)
    assert (seen.mean_confidence, seen.versions, seen.into) == (1.0, ("2026.1",), ())


def test_a_confirmed_route_counts_as_confirmed() -> None:
    seen = rule(figures(outcome(by_rules(PLAIN), by_officer("confirmed", "OCW"))), "3-plain")
    assert (seen.confirmed, seen.overridden, seen.confirmed_share) == (1, 0, 1.0)


def test_a_route_by_hand_counts_with_what_it_became() -> None:
    there = outcome(by_rules(PLAIN), by_officer("by-hand", "EZK", "BZ"))
    seen = rule(figures(there, there, outcome(by_rules(PLAIN), by_officer("by-hand", "BZ", "OCW"))), "3-plain")
    assert (seen.fired, seen.overridden, seen.confirmed_share) == (3, 3, 0.0)
    most, least = seen.into
    assert (most.times, most.change.lead_before, most.change.lead_after) == (2, "OCW", "EZK")
    assert (most.change.comes_in, most.change.goes_out) == (("BZ", "EZK"), ("OCW",))
    assert (least.times, least.change.goes_out) == (1, ())


def test_the_last_route_by_hand_is_what_it_became_whatever_was_confirmed() -> None:
    history = (
        by_rules(PLAIN),
        by_officer("confirmed", "OCW"),
        by_officer("by-hand", "EZK"),
        by_officer("by-hand", "BZ"),
        by_officer("confirmed", "BZ"),
    )
    made = outcome(*history)
    assert made.change is not None
    assert made.change.lead_after == "BZ"


def test_an_officer_judges_the_newest_decision_before_the_act() -> None:
    made = outcome(by_rules(PLAIN), by_rules(PHOTONICS, 2), by_officer("by-hand", "OCW"), by_rules(NOTHING, 3))
    assert "3-technology" in made.rules
    assert made.change is not None
    assert made.change.lead_before == "EZK"


def test_a_route_by_hand_before_any_decision_judges_none() -> None:
    made = outcome(by_officer("by-hand", "BZ"), by_rules(PLAIN))
    assert (made.verdict, made.change) == ("unjudged", None)


def test_without_a_decision_there_is_no_outcome() -> None:
    assert outcome_of((), ALL) is None
    assert outcome_of((by_officer("by-hand", "BZ"),), ALL) is None


def test_a_route_by_hand_that_is_the_same_counts_as_confirmed() -> None:
    assert outcome(by_rules(PHOTONICS), by_officer("by-hand", "EZK", "OCW"), known=ALL).verdict == "confirmed"


def test_who_knows_of_no_covert_department_reads_of_none() -> None:
    history = (by_rules(PHOTONICS), by_officer("by-hand", "EZK", "OCW", "MIVD"))
    uncleared, cleared = outcome(*history), outcome(*history, known=ALL)
    assert (uncleared.verdict, uncleared.change) == ("confirmed", None)
    assert cleared.change is not None
    assert cleared.change.comes_in == ("MIVD",)
    assert cleared.rules - uncleared.rules == {"3-service"}
    assert not {"military", "civil-technology"} & uncleared.signals


@pytest.mark.parametrize("by_hand", [(), ("MIVD",), ("AIVD", "MIVD")])
def test_a_change_of_covert_departments_alone_changes_no_figure_of_who_may_not_know(by_hand: tuple[str, ...]) -> None:
    usual = figures(outcome(by_rules(PHOTONICS), by_officer("by-hand", "BZ", "OCW")))
    assert figures(outcome(by_rules(PHOTONICS), by_officer("by-hand", "BZ", "OCW", *by_hand))) == usual
    assert "IVD" not in usual.model_dump_json()


def test_a_covert_department_that_an_officer_did_not_name_stays_and_is_no_change() -> None:
    made = outcome(by_rules(PHOTONICS), by_officer("by-hand", "BZ", "OCW"), known=ALL)
    assert made.change is not None
    assert "AIVD" not in made.change.goes_out


def test_a_signal_that_the_text_also_denies_is_contradicted() -> None:
    quality = figures(outcome(by_rules(DENIED)), outcome(by_rules(PHOTONICS)))
    (technology,) = (signal for signal in quality.signals if signal.signal == "technology")
    assert (technology.given, technology.contradicted) == (2, 1)


def test_a_topic_that_ends_with_the_front_office_is_counted_unless_a_rule_says_so() -> None:
    policy = decided(question("policy-legislation"))
    moved = outcome(by_rules(PLAIN), by_officer("by-hand", "RVO"))
    quality = figures(outcome(by_rules(NOTHING)), outcome(by_rules(policy)), moved)
    undirected = {each.topic: each.undirected for each in quality.topics}
    assert undirected == {"other": 1, "policy-legislation": 0, "collaboration-institution": 1}


def test_doubt_counts_where_an_officer_judged_it() -> None:
    doubted = decided(question("collaboration-institution", text="Over drones. Er komen geen drones bij kijken."))
    assert doubted.confidence < RULES.doubt.confirm_below
    waiting, done = outcome(by_rules(doubted)), outcome(by_rules(doubted), by_officer("confirmed", "EZK", "OCW"))
    seen = rule(figures(waiting, done), "3-technology")
    assert (seen.fired, seen.doubted, seen.doubted_confirmed) == (2, 1, 1)


def test_a_rule_that_never_fired_is_told_of_too() -> None:
    quality = figures(outcome(by_rules(PLAIN)))
    assert [each.id for each in quality.rules] == ["3-plain", "3-technology", "4-lead"]
    assert rule(quality, "4-lead").mean_confidence is None


def test_no_reason_of_an_officer_is_in_the_figures() -> None:
    quality = figures(outcome(by_rules(PLAIN), by_officer("by-hand", "EZK")))
    assert "Geheim" not in quality.model_dump_json()
