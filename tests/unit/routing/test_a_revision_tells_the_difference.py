"""What a new decision changes in the one before it."""

from datetime import timedelta

from unit.routing.asking import MOMENT, decided, question
from unit.routing.test_covert_departments_show_nowhere import CLEARED, UNCLEARED

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import RulesDecision, decision_before, diff_routes
from loket_routing.views.decision_view import PastRouteView
from loket_shared.contracts.shared_parts import Route

PLAIN = decided(question("agreement-review"))
PHOTONICS = decided(question("agreement-review", fields=("photonics",)))
SPACE = decided(question("agreement-review", fields=("space",)))


def entry(version: int, decision: Decision) -> RulesDecision:
    return RulesDecision(at=MOMENT + timedelta(hours=version), question_version=version, decision=decision)


def test_it_names_who_comes_in_who_goes_out_lead_and_priority() -> None:
    before, after = Route(lead="OCW", contributors=("BZ",)), Route(lead="EZK", contributors=("OCW",), priority="urgent")
    told = diff_routes(before, after)
    assert (told.comes_in, told.goes_out) == (("EZK",), ("BZ",))
    assert (told.lead_before, told.lead_after) == ("OCW", "EZK")
    assert (told.priority_before, told.priority_after) == ("normal", "urgent")


def test_it_compares_with_the_version_before_whatever_came_in_between() -> None:
    first, second, third = entry(1, PLAIN), entry(2, PHOTONICS), entry(3, SPACE)
    assert decision_before(third, (third, first, second)) == second
    assert decision_before(first, (first, second, third)) is None


def test_a_change_of_covert_participation_alone_is_none_to_who_may_not_know() -> None:
    first, second = entry(1, PHOTONICS), entry(2, SPACE)
    told = [PastRouteView.of(second, (first, second), visibility).difference for visibility in (UNCLEARED, CLEARED)]
    assert told[0] == diff_routes(Route(lead="EZK", contributors=("OCW",)), Route(lead="EZK", contributors=("OCW",)))
    assert told[1] is not None
    assert (told[1].comes_in, told[1].goes_out) == (("MIVD",), ("AIVD",))
