"""To a reader who may not know, a case with covert work looks exactly like one without.

See docs/architecture.md#confidentiality.
"""

from uuid import uuid4

import pytest
from kit.personas import CLEARED, OPERATOR, UNCLEARED, expert
from unit.backoffice.histories import PHOTONICS, POLICIES, after, case, decided

from loket_backoffice.domain.access import known_requests, may_read_contribution, participation_for, require_request
from loket_backoffice.domain.case import Case, version_of
from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.deadlines import clocks_of
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.domain.timeline import timeline_for
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal

OPEN_ONLY = CaseRoute(PHOTONICS.lead, PHOTONICS.contributors)
UNKNOWING = [UNCLEARED, OPERATOR, expert("EZK"), expert("OCW")]
KNOWING = [CLEARED, expert("AIVD")]


def routed(route: CaseRoute) -> Case:
    """Return a case with work begun, also by the covert department where there is one."""
    known = record_fact(case(), decided(route), after(minutes=1), uuid4).case
    for request in known.requests:
        if request.covert:
            written = request.assign("expert-aivd").write("expert-aivd").submit("expert-aivd")
            known = known.with_request(written.release("approver-aivd", after(hours=5)))
    return known


def everything_shown(reader: Principal, known: Case) -> tuple[object, ...]:
    """Return all that the screens and answers for ``reader`` are made from, without random ids."""
    requests = known_requests(reader, known)
    numbers = {request.id for request in requests} | {None}
    clocks = [clock for clock in clocks_of(known, POLICIES, after(hours=6)) if clock.request_id in numbers]
    return (
        state_of(known),
        version_of(known),
        participation_for(reader, known),
        timeline_for(reader, known),
        [(request.department, request.state, request.version) for request in requests],
        [(clock.name, clock.state, clock.due, clock.explanation) for clock in clocks],
    )


@pytest.mark.parametrize("reader", UNKNOWING, ids=lambda reader: reader.subject)
def test_who_may_not_know_sees_the_same_as_without_it(reader: Principal) -> None:
    assert everything_shown(reader, routed(PHOTONICS)) == everything_shown(reader, routed(OPEN_ONLY))


@pytest.mark.parametrize("reader", KNOWING, ids=lambda reader: reader.subject)
def test_who_may_know_sees_it(reader: Principal) -> None:
    known = routed(PHOTONICS)
    covert = next(request for request in known.requests if request.covert)
    assert require_request(reader, known, covert) is covert
    assert may_read_contribution(reader, covert)
    assert "AIVD" in participation_for(reader, known).contributors


@pytest.mark.parametrize("reader", [*UNKNOWING, expert("MIVD")], ids=lambda reader: reader.subject)
def test_its_request_does_not_exist_for_others(reader: Principal) -> None:
    known = routed(PHOTONICS)
    covert = next(request for request in known.requests if request.covert)
    with pytest.raises(NotFoundError):
        require_request(reader, known, covert)
