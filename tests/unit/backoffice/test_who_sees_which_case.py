"""The matrix of readers, for the case and for its parts."""

from uuid import uuid4

import pytest
from unit.backoffice.histories import after, case, decided
from unit.backoffice.readers import ASKER, AUDITOR, CLEARED, OPERATOR, RULE_OWNER, UNCLEARED, approver, expert

from loket_backoffice.domain.access import Sight, require_sight, sees_asker, sees_contribution, sight_of
from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.domain.facts import Erased, Withdrawn
from loket_backoffice.domain.permissions import CaseAct, require_case_act, require_notes, require_request_act
from loket_backoffice.domain.record_fact import record
from loket_shared.failures import Conflict, Forbidden, NotFound
from loket_shared.identity.principal import Principal

CASE = record(case(), decided(), after(minutes=1), uuid4).case
EZK = next(request for request in CASE.requests if request.department == "EZK")


@pytest.mark.parametrize(
    ("reader", "sight"),
    [
        (CLEARED, Sight.CONTENT),
        (UNCLEARED, Sight.CONTENT),
        (expert("EZK"), Sight.CONTENT),
        (approver("AIVD"), Sight.CONTENT),
        (expert("BZ"), Sight.NOTHING),
        (approver("MIVD"), Sight.NOTHING),
        (OPERATOR, Sight.METADATA),
        (AUDITOR, Sight.NOTHING),
        (RULE_OWNER, Sight.NOTHING),
        (ASKER, Sight.NOTHING),
    ],
    ids=lambda value: getattr(value, "subject", ""),
)
def test_each_reader_sees_the_case_as_the_matrix_says(reader: Principal, sight: Sight) -> None:
    assert sight_of(reader, CASE) is sight


def test_a_case_not_yet_submitted_exists_for_nobody() -> None:
    early = record(CaseFile(), decided(), after(minutes=1), uuid4).case
    assert {sight_of(reader, early) for reader in (CLEARED, OPERATOR, expert("EZK"))} == {Sight.NOTHING}


def test_a_department_loses_sight_once_its_request_is_taken_back() -> None:
    withdrawn = record(CASE, Withdrawn(at=after(hours=1)), after(hours=1), uuid4).case
    assert sight_of(expert("EZK"), withdrawn) is Sight.NOTHING
    assert sight_of(UNCLEARED, withdrawn) is Sight.CONTENT


def test_of_an_erased_case_only_the_tombstone_remains() -> None:
    erased = record(CASE, Erased(at=after(hours=1)), after(hours=1), uuid4).case
    assert [sight_of(r, erased) for r in (CLEARED, OPERATOR, expert("EZK"))] == [1, 1, 0]


def test_only_the_front_office_sees_the_asker() -> None:
    assert [sees_asker(r) for r in (CLEARED, UNCLEARED, expert("EZK"), OPERATOR)] == [True, True, False, False]


def test_a_contribution_is_seen_once_released() -> None:
    released = EZK.write("expert-ezk").submit("expert-ezk").release("approver-ezk", after(hours=2))
    assert not sees_contribution(UNCLEARED, EZK)
    assert sees_contribution(UNCLEARED, released)
    assert sees_contribution(expert("OCW"), released)
    assert not sees_contribution(OPERATOR, released)


def test_an_absent_case_and_a_hidden_one_are_refused_alike() -> None:
    for known in (None, CASE):
        with pytest.raises(NotFound, match="not-found"):
            require_sight(expert("BZ"), known)


def test_the_front_office_acts_and_others_who_see_are_told_no() -> None:
    assert require_case_act(UNCLEARED, CaseAct.ASSIGN, CASE) is CASE
    for reader in (expert("EZK"), OPERATOR):
        with pytest.raises(Forbidden):
            require_case_act(reader, CaseAct.ASSIGN, CASE)
    with pytest.raises(Conflict, match="wrong-state"):
        require_case_act(UNCLEARED, CaseAct.CLOSE, CASE)


def test_a_department_works_on_its_own_request_only_and_its_approver_judges() -> None:
    assert require_request_act(expert("EZK"), RequestAct.WRITE, CASE, EZK) is EZK
    assert require_request_act(approver("EZK"), RequestAct.RELEASE, CASE, EZK) is EZK
    refused: list[tuple[Principal, RequestAct]] = [
        (expert("EZK"), RequestAct.RELEASE),
        (expert("OCW"), RequestAct.WRITE),
        (CLEARED, RequestAct.WRITE),
    ]
    for reader, act in refused:
        with pytest.raises(Forbidden):
            require_request_act(reader, act, CASE, EZK)


def test_notes_are_for_who_sees_the_content() -> None:
    assert require_notes(expert("EZK"), CASE) is CASE
    with pytest.raises(Forbidden):
        require_notes(OPERATOR, CASE)
