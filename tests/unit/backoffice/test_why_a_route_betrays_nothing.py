"""What is told of a route, its ranking and its proposals is the same for who may not know of covert participation."""

from dataclasses import replace
from uuid import uuid4

import pytest
from kit.personas import CLEARED, OPERATOR, UNCLEARED, expert
from unit.backoffice.histories import PHOTONICS, after, case, decided

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.routes import CaseRoute, Choice, RuleReason
from loket_backoffice.views.routing_view import RoutingView, routing_for
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal

OPEN_ONLY = replace(PHOTONICS, covert=frozenset())
LNV = CaseRoute(lead="LNV", contributors=frozenset({"OCW"}))
UNKNOWING = pytest.mark.parametrize("reader", [UNCLEARED, OPERATOR, expert("EZK")], ids=lambda reader: reader.subject)
TEXT = BilingualText(nl="Zo.", en="So.")


def told(reader: Principal, known: Case) -> RoutingView:
    question = QuestionSubmitted.example().question
    assert question is not None
    return routing_for(reader, known, question)


def doubtful(route: CaseRoute) -> Case:
    """Return a case to confirm, with a reason for each kind of department and a ranking."""
    reasons = (
        RuleReason(TEXT, frozenset({"EZK"})),
        *(RuleReason(TEXT, frozenset({code})) for code in sorted(route.covert)),
    )
    ranking = (Choice(route, 0.5, TEXT), Choice(replace(LNV, covert=route.covert), 0.4, TEXT))
    return case(replace(decided(route, confirm=True), reasons=reasons, ranking=ranking))


def proposed(first: CaseRoute, second: CaseRoute) -> Case:
    """Return a case on which OCW works, and what routing proposes then."""
    known = record_fact(case(), decided(first), after(minutes=1), uuid4).case
    request = next(request for request in known.requests if request.department == "OCW")
    return known.with_request(request.assign("expert-ocw")).with_fact(
        replace(decided(second, version=2, at=after(hours=1)), applies=False)
    )


@UNKNOWING
def test_a_ranking_and_its_reasons_look_as_without_covert_departments(reader: Principal) -> None:
    assert told(reader, doubtful(PHOTONICS)) == told(reader, doubtful(OPEN_ONLY))
    assert told(CLEARED, doubtful(PHOTONICS)) != told(CLEARED, doubtful(OPEN_ONLY))


@UNKNOWING
@pytest.mark.parametrize("covert", [frozenset(), frozenset({"AIVD"}), frozenset({"MIVD"})])
def test_a_proposal_tells_of_open_departments_alone(reader: Principal, covert: frozenset[str]) -> None:
    plain = told(reader, proposed(OPEN_ONLY, LNV))
    assert plain.proposal is not None
    assert told(reader, proposed(PHOTONICS, replace(LNV, covert=covert))) == plain


@UNKNOWING
def test_a_proposal_of_covert_departments_alone_is_none(reader: Principal) -> None:
    other = replace(PHOTONICS, covert=frozenset({"MIVD"}))
    assert told(reader, proposed(PHOTONICS, other)).proposal is None
    seen = told(CLEARED, proposed(PHOTONICS, other)).proposal
    assert seen is not None
    assert (seen.comes_in, seen.goes_out, seen.to_decide) == (("MIVD",), ("AIVD",), False)
