"""Once the work began, a revision waits for an officer, who accepts or refuses it; nobody is dropped silently."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from kit.personas import CLEARED, UNCLEARED, expert
from unit.backoffice.histories import PHOTONICS, after, case, decided

from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.permissions import CaseAction, allowed_on_case
from loket_backoffice.domain.record_fact import CaseChange, record_fact
from loket_backoffice.domain.route_by_hand import accept, refuse
from loket_backoffice.domain.route_in_force import is_proposal_only, newest_decision, open_proposal, route_in_force
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.domain.timeline import timeline_for
from loket_shared.failures import ConflictError

LNV = CaseRoute(lead="LNV", contributors=frozenset({"EZK"}), covert=frozenset({"MIVD"}))
ACTS = {CaseAction.ACCEPT_PROPOSAL, CaseAction.REFUSE_PROPOSAL}


def begun(*departments: str) -> Case:
    """Return a case in which these departments of the first route began."""
    known = record_fact(case(), decided(), after(minutes=1), uuid4).case
    for request in known.requests:
        if request.department in departments:
            known = known.with_request(request.assign(f"expert-{request.department.lower()}"))
    return known


def revised(known: Case, route: CaseRoute = LNV, version: int = 2) -> Case:
    """Return the case once routing's revision came, as a proposal where one is due."""
    decision = decided(route, version=version, at=after(hours=version))
    return record_fact(known, replace(decision, applies=not is_proposal_only(known)), after(hours=version), uuid4).case


def at_work(known: Case) -> set[str]:
    return {request.department for request in known.outstanding}


def test_a_department_that_has_begun_stays_until_an_officer_decides() -> None:
    waiting = revised(begun("OCW"))
    assert at_work(waiting) == {"EZK", "OCW", "AIVD"}
    assert route_in_force(waiting) == PHOTONICS
    assert open_proposal(waiting) is not None
    for reader, acts in ((UNCLEARED, ACTS), (CLEARED, ACTS), (expert("EZK"), set())):
        assert ACTS & allowed_on_case(reader, waiting, DeskAnswer()) == acts


def test_accepting_puts_the_proposed_route_in_force_with_its_covert_departments() -> None:
    accepted = accept(revised(begun("OCW")), UNCLEARED, "Landbouw", after(hours=3), uuid4).case
    assert at_work(accepted) == {"LNV", "EZK", "MIVD"}
    assert open_proposal(accepted) is None
    decision = newest_decision(accepted)
    assert decision is not None
    assert decision.route == LNV


def test_accepting_leaves_covert_work_in_hand_since_who_accepts_may_not_know_of_it() -> None:
    accepted = accept(revised(begun("OCW", "AIVD")), UNCLEARED, "Landbouw", after(hours=3), uuid4).case
    assert at_work(accepted) == {"LNV", "EZK", "MIVD", "AIVD"}


def test_refusing_keeps_everybody_at_work() -> None:
    refused = refuse(revised(begun("OCW")), UNCLEARED, "Blijft technologie", after(hours=3), uuid4).case
    assert at_work(refused) == {"EZK", "OCW", "AIVD"}
    assert open_proposal(refused) is None
    route = route_in_force(refused)
    assert route is not None
    assert route.open_part == PHOTONICS.open_part
    with pytest.raises(ConflictError, match="nothing-proposed"):
        accept(refused, UNCLEARED, "Toch wel", after(hours=4), uuid4)


def test_new_facts_are_proposed_anew_after_a_refusal() -> None:
    refused = refuse(revised(begun("OCW")), UNCLEARED, "Nee", after(hours=3), uuid4).case
    again = revised(refused, version=4)
    assert open_proposal(again) is not None
    assert version_of(again) == version_of(refused) + 1


def test_a_hand_made_route_wins_over_the_revisions_that_follow_it() -> None:
    refused = refuse(revised(begun("OCW")), UNCLEARED, "Nee", after(hours=3), uuid4).case
    later = revised(refused, CaseRoute(lead="BZ"), version=5)
    assert at_work(later) == {"EZK", "OCW", "AIVD"}


def test_a_proposal_is_superseded_by_a_later_decision_that_looks_like_what_holds() -> None:
    assert open_proposal(revised(revised(begun("OCW")), PHOTONICS, version=3)) is None


@pytest.mark.parametrize(
    ("decide", "sentence"), [(accept, "Proposed route accepted"), (refuse, "Proposed route refused")]
)
def test_the_story_tells_what_was_decided(decide: Callable[..., CaseChange], sentence: str) -> None:
    after_decision = decide(revised(begun("OCW")), CLEARED, "Zo", after(hours=3), uuid4).case
    assert sentence in [moment.text.en for moment in timeline_for(UNCLEARED, after_decision)]


def test_a_proposal_that_differs_in_covert_participation_alone_shows_nowhere() -> None:
    known = begun("OCW")
    other = CaseRoute(PHOTONICS.lead, PHOTONICS.contributors, frozenset({"MIVD"}))
    waiting = revised(known, other)
    assert open_proposal(waiting) is None
    assert version_of(waiting) == version_of(known)
    assert not ACTS & allowed_on_case(UNCLEARED, waiting, DeskAnswer())
