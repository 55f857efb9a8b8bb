"""Officers ask departments and choose routes; who is not cleared touches open departments only."""

from uuid import uuid4

import pytest
from kit.personas import CLEARED, UNCLEARED
from unit.backoffice.histories import MONDAY_NINE, after, case, decided, request

from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.facts import Answered, Reopened, Submitted
from loket_backoffice.domain.record_fact import CaseChange, record_fact
from loket_backoffice.domain.route_by_hand import ChosenRoute, ask_department, reroute
from loket_backoffice.domain.routes import CaseRoute
from loket_shared.failures import ConflictError
from loket_shared.principal import Principal


@pytest.fixture
def photonics() -> Case:
    return record_fact(case(), decided(), after(minutes=1), uuid4).case


def by_hand(known: Case, officer: Principal, route: CaseRoute, *covert: str) -> CaseChange:
    """Let the officer choose a route."""
    return reroute(known, ChosenRoute(route, frozenset(covert), "beter zo"), officer, after(hours=1), uuid4)


def outstanding(known: Case) -> set[str]:
    """Return the departments at work."""
    return {r.department for r in known.outstanding}


def test_without_consent_nobody_is_asked() -> None:
    alone = Case((Submitted(at=MONDAY_NINE, consent=False), decided(CaseRoute())))
    with pytest.raises(ConflictError, match="consent-missing"):
        ask_department(alone, request("OCW"))
    with pytest.raises(ConflictError, match="consent-missing"):
        by_hand(alone, CLEARED, CaseRoute(lead="OCW"))


def test_a_department_at_work_is_not_asked_twice(photonics: Case) -> None:
    with pytest.raises(ConflictError, match="already-asked"):
        ask_department(photonics, request("EZK"))


def test_a_covert_department_never_stands_alone() -> None:
    with pytest.raises(ConflictError, match="lead-needed"):
        ask_department(case(decided(CaseRoute())), request("AIVD", covert=True))


def test_asking_the_first_department_starts_coordination_once() -> None:
    first = ask_department(case(decided(CaseRoute())), request("OCW"))
    assert [fact.kind for fact in first.facts] == ["coordination-started"]
    assert ask_department(first.case, request("BZ")).facts == ()


def test_an_uncleared_reroute_leaves_covert_work_alone(photonics: Case) -> None:
    outcome = by_hand(photonics, UNCLEARED, CaseRoute(lead="BZ"))
    assert outstanding(outcome.case) == {"BZ", "AIVD"}
    assert {gone.department for gone in outcome.changed} == {"EZK", "OCW"}


def test_a_cleared_reroute_names_everybody(photonics: Case) -> None:
    assert outstanding(by_hand(photonics, CLEARED, CaseRoute(lead="BZ"), "MIVD").case) == {"BZ", "MIVD"}


def test_changing_covert_participation_alone_does_not_move_the_case(photonics: Case) -> None:
    same = CaseRoute(lead="EZK", contributors=frozenset({"OCW"}))
    outcome = by_hand(photonics, CLEARED, same, "AIVD", "MIVD")
    assert outcome.facts == ()
    assert version_of(outcome.case) == version_of(photonics)
    assert outstanding(outcome.case) == {"EZK", "OCW", "AIVD", "MIVD"}


def test_choosing_the_route_that_holds_is_refused(photonics: Case) -> None:
    same = CaseRoute(lead="EZK", contributors=frozenset({"OCW"}))
    for officer in (UNCLEARED, CLEARED):
        with pytest.raises(ConflictError, match="route-unchanged"):
            by_hand(photonics, officer, same, "AIVD")


def test_the_answers_end_takes_every_outstanding_request_back_and_a_reopened_case_asks_nobody_anew(
    photonics: Case,
) -> None:
    done = record_fact(photonics, Answered(at=after(hours=2), actor="second", text=""), after(hours=2), uuid4)
    assert {gone.department for gone in done.changed} == {"EZK", "OCW", "AIVD"}
    again = record_fact(done.case, Reopened(at=after(hours=3), actor="officer", reason=""), after(hours=3), uuid4)
    assert again.asked == ()
