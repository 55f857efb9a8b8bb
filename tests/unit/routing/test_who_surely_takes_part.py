"""Which route holds after decisions and officers, and who surely takes part."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, decided, question

from loket_routing.domain.departments import covert
from loket_routing.domain.history import Automatic, ByOfficer, Entry
from loket_routing.domain.standing import Standing, standing_of
from loket_shared.contracts.shared_parts import HandMadeRoute

PLAIN = decided(question("agreement-review"))
PHOTONICS = decided(question("agreement-review", fields=("photonics",)))
SPACE = decided(question("agreement-review", fields=("space",)))
ALONE = decided(question("policy-legislation"))
DOUBTFUL = decided(question("agreement-review", text="Wij werken niet aan drones. Een drone filmt het."))


def _by_rules(decision: object, version: int) -> Automatic:
    return Automatic.model_validate(
        {"at": MOMENT + timedelta(hours=version), "question_version": version, "decision": decision}
    )


def _officer(kind: str, lead: str, *contributors: str) -> ByOfficer:
    route = HandMadeRoute(lead=lead, contributors=contributors, reason="Een reden.", officer="front-office")
    return ByOfficer.model_validate({"kind": kind, "at": MOMENT, "route": route})


def _standing(*entries: Entry) -> Standing:
    standing = standing_of(entries)
    assert standing is not None
    return standing


def test_without_a_decision_of_the_rules_there_is_nothing_to_show() -> None:
    assert standing_of(()) is None
    assert standing_of((_officer("by-hand", "BZ"),)) is None


def test_the_departments_of_the_first_route_take_part() -> None:
    assert _standing(_by_rules(PHOTONICS, 1)).participants == {"EZK", "OCW", "AIVD"}


def test_nobody_takes_part_before_a_confirmation() -> None:
    assert _standing(_by_rules(DOUBTFUL, 1)).participants == frozenset()
    confirmed = _standing(_by_rules(DOUBTFUL, 1), _officer("confirmed", "EZK", "OCW"))
    assert confirmed.participants == {"EZK", "OCW", "AIVD"}
    assert not confirmed.confirmation_needed


def test_a_revision_takes_nobody_in_once_others_may_have_begun() -> None:
    standing = _standing(_by_rules(PLAIN, 1), _by_rules(PHOTONICS, 2))
    assert (standing.route.lead, standing.participants) == ("EZK", frozenset({"OCW"}))


def test_a_revision_takes_in_where_nobody_could_have_begun() -> None:
    assert _standing(_by_rules(ALONE, 1), _by_rules(PHOTONICS, 2)).participants == {"EZK", "OCW", "AIVD"}


def test_a_new_doubt_after_a_confirmation_is_to_be_confirmed_again() -> None:
    standing = _standing(_by_rules(DOUBTFUL, 1), _officer("confirmed", "EZK", "OCW"), _by_rules(DOUBTFUL, 2))
    assert standing.confirmation_needed


def test_the_newest_version_counts_whatever_the_order() -> None:
    assert _standing(_by_rules(PHOTONICS, 2), _by_rules(PLAIN, 1)).decision.question_version == 2


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
    entries: list[Entry] = [_by_rules(PLAIN, 1)]
    named: set[str] = set()
    for version, (kind, what) in enumerate(steps, 2):
        if kind == "rules":
            entries.append(_by_rules(what, version))
            named |= covert().intersection(entries[-1].route.contributors)
        else:
            entries.append(_officer(kind, str(what)))
    standing = _standing(*entries)
    assert covert() & standing.participants <= named
    assert "RVO" not in standing.participants
    by_hand = [entry.route.lead for entry in entries if entry.kind == "by-hand"]
    assert not by_hand or standing.route.lead == by_hand[-1]


@pytest.mark.parametrize("later", [PLAIN, PHOTONICS, ALONE])
def test_a_route_by_hand_wins_over_later_decisions(later: object) -> None:
    standing = _standing(_by_rules(PLAIN, 1), _officer("by-hand", "BZ", "LNV"), _by_rules(later, 2))
    assert standing.route.lead == "BZ"
    assert standing.participants == {"BZ", "LNV"}
    assert not standing.confirmation_needed


def test_who_was_dropped_once_does_not_come_back_without_an_officer() -> None:
    steps = (_by_rules(PLAIN, 1), _by_rules(ALONE, 2), _by_rules(PHOTONICS, 3))
    assert _standing(*steps).participants == frozenset()


def test_a_proposal_after_a_route_by_hand_changes_no_covert_department_either() -> None:
    standing = _standing(_by_rules(PHOTONICS, 1), _officer("by-hand", "BZ"), _by_rules(SPACE, 2))
    assert standing.route.contributors == ("AIVD",)
    assert standing.participants == {"BZ", "AIVD"}
