"""Work that becomes urgent while it runs gets one working day from that moment (docs/domain.md#service-levels)."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from unit.backoffice.histories import MONDAY_NINE, PHOTONICS, POLICIES, after, case, decided, request

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import ClockState, DeadlineClock, clocks_of
from loket_backoffice.domain.facts import CoordinationStarted, RouteDecided
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.route_by_hand import make_urgent, may_become_urgent
from loket_backoffice.domain.route_in_force import route_in_force
from loket_backoffice.domain.timeline import sentence_of
from loket_shared.failures import ConflictError
from loket_shared.principal import Principal, Role

OFFICER = Principal("front-office-2", "front-office-2", "", Role.FRONT_OFFICE)
URGENT = replace(PHOTONICS, urgent=True)


def running(*facts: RouteDecided) -> Case:
    """Return a case of which three departments have the work: one begun, one done, one covert."""
    done = request("OCW").assign("x").write("x").submit("x").release("y", after(hours=2))
    begun = CoordinationStarted(at=after(minutes=1))
    return case(*(facts or (decided(),)), begun, requests=(request("EZK"), done, request("AIVD", covert=True)))


def of(known: Case, department: str) -> ContributionRequest:
    """Return the department's request."""
    return next(one for one in known.requests if one.department == department)


def clocks(known: Case, department: str, moment: datetime) -> list[DeadlineClock]:
    """Return the clocks of the department's request."""
    wanted = of(known, department).id
    return [clock for clock in clocks_of(known, POLICIES, moment) if clock.request_id == wanted]


def made_urgent(known: Case, at: datetime) -> Case:
    """Let an officer make the case urgent."""
    return make_urgent(known, OFFICER, "Het is een incident.", at, uuid4).case


def test_what_still_runs_gets_one_working_day_from_now_covert_work_too() -> None:
    known = made_urgent(running(), after(days=1))
    for department in ("EZK", "AIVD"):
        (clock,) = clocks(known, department, after(days=1, hours=1))
        assert (clock.name, clock.due, clock.state) == (
            ClockName.CONTRIBUTION_URGENT,
            after(days=1, hours=8),
            ClockState.RUNNING,
        )
    assert not of(known, "OCW").urgent
    assert of(known, "EZK").version == 2


def test_as_it_was_before_the_moment_stays_as_it_was() -> None:
    known = made_urgent(running(), after(days=1))
    (clock,) = clocks(known, "EZK", after(hours=4))
    assert clock.name is ClockName.CONTRIBUTION


def test_haste_never_gives_more_time_than_was_left() -> None:
    known = made_urgent(running(), after(days=4, hours=6))
    (clock,) = clocks(known, "EZK", after(days=4, hours=7))
    assert clock.due == after(days=4, hours=8)
    assert clock.remaining.total_seconds() == 3600


def test_a_promise_broken_before_stays_broken_and_the_new_one_is_not_due_in_the_past() -> None:
    at = after(days=9)
    known = made_urgent(running(), at)
    broken, urgent = clocks(known, "EZK", after(days=9, hours=1))
    assert (broken.name, broken.state) == (ClockName.CONTRIBUTION, ClockState.MISSED)
    assert (urgent.name, urgent.state) == (ClockName.CONTRIBUTION_URGENT, ClockState.RUNNING)
    assert urgent.due == after(days=9, hours=8)


def test_a_revision_to_urgent_of_the_same_departments_does_the_same() -> None:
    revised = decided(URGENT, version=2, at=after(days=1))
    outcome = record_fact(running(), revised, after(days=1), uuid4)
    assert {one.department for one in outcome.changed} == {"EZK", "AIVD"}
    (clock,) = clocks(outcome.case, "EZK", after(days=1))
    assert clock.due == after(days=1, hours=8)
    again = record_fact(outcome.case, decided(URGENT, version=3, at=after(days=2)), after(days=2), uuid4)
    assert again.changed == ()


def test_who_takes_part_stays_and_what_the_asker_was_promised() -> None:
    before = running()
    known = made_urgent(before, after(days=1))
    present, was = route_in_force(known), route_in_force(before)
    assert present
    assert was
    assert (present.lead, present.contributors, present.urgent) == (was.lead, was.contributors, True)
    assert len(known.requests) == len(before.requests)
    promised = [(c.name, c.due) for c in clocks_of(before, POLICIES, after(days=1)) if c.request_id is None]
    assert [(c.name, c.due) for c in clocks_of(known, POLICIES, after(days=1)) if c.request_id is None] == promised
    assert sentence_of(known.facts[-1]).nl == "Zaak met spoed"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (case(), "no-route-yet"),
        (running(decided(confirm=True)), "no-route-yet"),
        (running(decided(URGENT)), "already-urgent"),
    ],
)
def test_without_a_route_or_twice_it_is_refused(known: Case, code: str) -> None:
    assert not may_become_urgent(known)
    with pytest.raises(ConflictError) as refused:
        made_urgent(known, MONDAY_NINE)
    assert refused.value.code == code
