"""Which route holds after decisions and officers, and who surely takes part."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, decided, question

from loket_routing.domain.decide.history import HistoryEntry, OfficerDecision, RouteStatus, RulesDecision, route_status
from loket_routing.domain.departments import covert
from loket_shared.contracts.shared_parts import HandMadeRoute

PLAIN = decided(question("agreement-review"))
PHOTONICS = decided(question("agreement-review", fields=("photonics",)))
SPACE = decided(question("agreement-review", fields=("space",)))
ALONE = decided(question("policy-legislation"))
DOUBTFUL = decided(question("agreement-review", text="Wij werken niet aan drones. Een drone filmt het."))


def _by_rules(decision: object, version: int) -> RulesDecision:
    return RulesDecision.model_validate(
        {"at": MOMENT + timedelta(hours=version), "question_version": version, "decision": decision}
    )


def _officer(kind: str, lead: str, *contributors: str) -> OfficerDecision:
    route = HandMadeRoute(lead=lead, contributors=contributors, reason="Een reden.", officer="front-office")
    return OfficerDecision.model_validate({"kind": kind, "at": MOMENT, "route": route})


def _status(*entries: HistoryEntry) -> RouteStatus:
    status = route_status(entries)
    assert status is not None
    return status


def test_without_a_decision_of_the_rules_there_is_nothing_to_show() -> None:
    assert route_status(()) is None
    assert route_status((_officer("by-hand", "BZ"),)) is None


def test_the_departments_of_the_first_route_take_part() -> None:
    assert _status(_by_rules(PHOTONICS, 1)).participants == {"EZK", "OCW", "AIVD"}


def test_nobody_takes_part_before_a_confirmation() -> None:
    assert _status(_by_rules(DOUBTFUL, 1)).participants == frozenset()
    confirmed = _status(_by_rules(DOUBTFUL, 1), _officer("confirmed", "EZK", "OCW"))
    assert confirmed.participants == {"EZK", "OCW", "AIVD"}
    assert not confirmed.confirmation_needed


def test_a_revision_takes_nobody_in_once_others_may_have_begun() -> None:
    status = _status(_by_rules(PLAIN, 1), _by_rules(PHOTONICS, 2))
    assert (status.route.lead, status.participants) == ("EZK", frozenset({"OCW"}))


def test_a_revision_takes_in_where_nobody_could_have_begun() -> None:
    assert _status(_by_rules(ALONE, 1), _by_rules(PHOTONICS, 2)).participants == {"EZK", "OCW", "AIVD"}


def test_a_new_doubt_after_a_confirmation_is_to_be_confirmed_again() -> None:
    status = _status(_by_rules(DOUBTFUL, 1), _officer("confirmed", "EZK", "OCW"), _by_rules(DOUBTFUL, 2))
    assert status.confirmation_needed


def test_the_newest_version_counts_whatever_the_order() -> None:
    assert _status(_by_rules(PHOTONICS, 2), _by_rules(PLAIN, 1)).decision.question_version == 2


@given(
    st.lists(
        st.one_of(
            st.sampled_from([PLAIN, PHOTONICS, SPACE, ALONE, DOUBTFUL]).map(lambda decision: ("rules", decision)),
            st.sampled_from([("by-hand", "BZ"), ("confirmed", "EZK"), ("by-hand", "RVO")]),
        ),
        max_size=5,
    )
)
def test_a_covert_department_takes_part_only_where_the_rules_named_it(steps: list[tuple[str, object]]) -> None:
    entries: list[HistoryEntry] = [_by_rules(PLAIN, 1)]
    named: set[str] = set()
    for version, (kind, what) in enumerate(steps, 2):
        if kind == "rules":
            entries.append(_by_rules(what, version))
            named |= covert().intersection(entries[-1].route.contributors)
        else:
            entries.append(_officer(kind, str(what)))
    status = _status(*entries)
    assert covert() & status.participants <= named
    assert "RVO" not in status.participants
    by_hand = [entry.route.lead for entry in entries if entry.kind == "by-hand"]
    assert not by_hand or status.route.lead == by_hand[-1]


@pytest.mark.parametrize("later", [PLAIN, PHOTONICS, ALONE])
def test_a_route_by_hand_wins_over_later_decisions(later: object) -> None:
    status = _status(_by_rules(PLAIN, 1), _officer("by-hand", "BZ", "LNV"), _by_rules(later, 2))
    assert status.route.lead == "BZ"
    assert status.participants == {"BZ", "LNV"}
    assert not status.confirmation_needed


def test_who_was_dropped_once_does_not_come_back_without_an_officer() -> None:
    steps = (_by_rules(PLAIN, 1), _by_rules(ALONE, 2), _by_rules(PHOTONICS, 3))
    assert _status(*steps).participants == frozenset()


def test_a_proposal_after_a_route_by_hand_changes_no_covert_department_either() -> None:
    status = _status(_by_rules(PHOTONICS, 1), _officer("by-hand", "BZ"), _by_rules(SPACE, 2))
    assert status.route.contributors == ("AIVD",)
    assert status.participants == {"BZ", "AIVD"}
