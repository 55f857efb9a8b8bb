"""Which route holds after decisions, officers and begun work."""

from uuid import uuid4

from kit.personas import CLEARED, UNCLEARED
from unit.backoffice.histories import PHOTONICS, after, case, decided

from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.facts import LeftUnrouted, Rerouted, RouteConfirmed
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.route_by_hand import ChosenRoute, reroute
from loket_backoffice.domain.route_in_force import is_proposal_only, route_in_force, unconfirmed_decision
from loket_backoffice.domain.routes import CaseRoute

BZ = CaseRoute(lead="BZ")


def asked_of(known: Case) -> set[str]:
    """Return the departments with work outstanding."""
    return {request.department for request in known.outstanding}


def test_a_decision_that_saw_an_older_question_is_ignored() -> None:
    assert route_in_force(case(decided(BZ, version=3), decided(PHOTONICS, version=2))) == BZ


def test_a_question_left_unrouted_waits_at_the_front_office_until_routing_speaks() -> None:
    left = case(LeftUnrouted(at=after(minutes=15)))
    assert state_of(left) is CaseState.TRIAGE
    assert state_of(left.with_fact(decided(CaseRoute()))) is CaseState.IN_PROGRESS


def test_nobody_is_asked_until_a_doubtful_route_is_confirmed() -> None:
    doubtful = record_fact(case(), decided(confirm=True), after(minutes=2), uuid4).case
    assert asked_of(doubtful) == set()
    decision = unconfirmed_decision(doubtful)
    assert decision is not None
    confirmed = RouteConfirmed(at=after(minutes=3), actor="front-office", decided_at=decision.at)
    assert asked_of(record_fact(doubtful, confirmed, after(minutes=3), uuid4).case) == {"EZK", "OCW", "AIVD"}


def test_a_hand_made_route_wins_from_any_decision() -> None:
    by_hand = Rerouted(at=after(hours=1), actor="front-office", route=BZ, reason="sancties")
    known = case(decided(), by_hand)
    assert is_proposal_only(known)
    assert route_in_force(known.with_fact(decided(PHOTONICS, version=9))) == BZ


def test_after_an_open_contribution_began_a_revision_is_a_proposal() -> None:
    known = record_fact(case(), decided(), after(minutes=1), uuid4).case
    assert not is_proposal_only(known)
    for request in known.requests:
        began = known.with_request(request.assign("expert"))
        assert is_proposal_only(began) is not request.covert


def test_a_revision_takes_back_what_nobody_began_but_leaves_covert_work_in_hand() -> None:
    known = record_fact(case(), decided(), after(minutes=1), uuid4).case
    covert = next(request for request in known.requests if request.covert)
    known = known.with_request(covert.assign("expert-aivd"))
    revised = record_fact(known, decided(BZ, version=2), after(hours=1), uuid4).case
    assert asked_of(revised) == {"BZ", "AIVD"}


def test_a_revision_of_covert_participation_alone_shows_nowhere() -> None:
    known = case(decided())
    other = CaseRoute(PHOTONICS.lead, PHOTONICS.contributors, frozenset({"MIVD"}))
    assert version_of(known.with_fact(decided(other, version=2))) == version_of(known)
    assert version_of(known.with_fact(decided(BZ, version=2))) == version_of(known) + 1


def test_a_confirmed_route_needs_no_second_confirmation_when_only_covert_participation_changes() -> None:
    first = decided(confirm=True)
    known = case(first, RouteConfirmed(at=after(minutes=5), actor="front-office", decided_at=first.at))
    other = CaseRoute(PHOTONICS.lead, PHOTONICS.contributors, frozenset({"MIVD"}))
    assert unconfirmed_decision(known.with_fact(decided(other, version=2, confirm=True, at=after(hours=1)))) is None


def test_another_route_for_a_doubtful_one_leaves_the_covert_departments_as_the_rules_named_them() -> None:
    doubtful = record_fact(case(), decided(confirm=True), after(minutes=2), uuid4).case
    chosen = ChosenRoute(CaseRoute(lead="OCW"), frozenset(), "geen technologie")
    for officer, departments in ((UNCLEARED, {"OCW", "AIVD"}), (CLEARED, {"OCW"})):
        outcome = reroute(doubtful, chosen, officer, after(hours=1), uuid4)
        assert asked_of(outcome.case) == departments
        assert {request.department for request in outcome.asked} == departments


def test_where_the_front_office_keeps_a_doubtful_question_no_covert_department_is_asked() -> None:
    doubtful = record_fact(case(), decided(confirm=True), after(minutes=2), uuid4).case
    alone = ChosenRoute(CaseRoute(), frozenset(), "zelf te beantwoorden")
    assert asked_of(reroute(doubtful, alone, UNCLEARED, after(hours=1), uuid4).case) == set()
