"""The matrix of readers, for the case and for its parts."""

from uuid import uuid4

import pytest
from kit.personas import ASKER, AUDITOR, CLEARED, OPERATOR, RULE_OWNER, UNCLEARED, approver, expert
from unit.backoffice.histories import after, case, decided

from loket_backoffice.domain.access import (
    Visibility,
    may_read_contribution,
    may_see_asker,
    require_visible,
    visibility_of,
)
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.contributions import RequestAction
from loket_backoffice.domain.facts import Erased, Withdrawn
from loket_backoffice.domain.permissions import CaseAction, require_case_action, require_notes, require_request_action
from loket_backoffice.domain.record_fact import record_fact
from loket_shared.failures import ConflictError, ForbiddenError, NotFoundError
from loket_shared.principal import Principal

CASE = record_fact(case(), decided(), after(minutes=1), uuid4).case
EZK = next(request for request in CASE.requests if request.department == "EZK")


@pytest.mark.parametrize(
    ("reader", "visibility"),
    [
        (CLEARED, Visibility.CONTENT),
        (UNCLEARED, Visibility.CONTENT),
        (expert("EZK"), Visibility.CONTENT),
        (approver("AIVD"), Visibility.CONTENT),
        (expert("BZ"), Visibility.NOTHING),
        (approver("MIVD"), Visibility.NOTHING),
        (OPERATOR, Visibility.METADATA),
        (AUDITOR, Visibility.NOTHING),
        (RULE_OWNER, Visibility.NOTHING),
        (ASKER, Visibility.NOTHING),
    ],
    ids=lambda value: getattr(value, "subject", ""),
)
def test_each_reader_sees_the_case_as_the_matrix_says(reader: Principal, visibility: Visibility) -> None:
    assert visibility_of(reader, CASE) is visibility


def test_a_case_not_yet_submitted_exists_for_nobody() -> None:
    early = record_fact(Case(), decided(), after(minutes=1), uuid4).case
    assert {visibility_of(reader, early) for reader in (CLEARED, OPERATOR, expert("EZK"))} == {Visibility.NOTHING}


def test_a_department_loses_sight_once_its_request_is_taken_back() -> None:
    withdrawn = record_fact(CASE, Withdrawn(at=after(hours=1)), after(hours=1), uuid4).case
    assert visibility_of(expert("EZK"), withdrawn) is Visibility.NOTHING
    assert visibility_of(UNCLEARED, withdrawn) is Visibility.CONTENT


def test_of_an_erased_case_only_the_tombstone_remains() -> None:
    erased = record_fact(CASE, Erased(at=after(hours=1)), after(hours=1), uuid4).case
    assert [visibility_of(r, erased) for r in (CLEARED, OPERATOR, expert("EZK"))] == [1, 1, 0]


def test_only_the_front_office_sees_the_asker() -> None:
    assert [may_see_asker(r) for r in (CLEARED, UNCLEARED, expert("EZK"), OPERATOR)] == [True, True, False, False]


def test_a_contribution_is_seen_once_released() -> None:
    released = EZK.write("expert-ezk").submit("expert-ezk").release("approver-ezk", after(hours=2))
    assert not may_read_contribution(UNCLEARED, EZK)
    assert may_read_contribution(UNCLEARED, released)
    assert may_read_contribution(expert("OCW"), released)
    assert not may_read_contribution(OPERATOR, released)


def test_an_absent_case_and_a_hidden_one_are_refused_alike() -> None:
    for known in (None, CASE):
        with pytest.raises(NotFoundError, match="not-found"):
            require_visible(expert("BZ"), known)


def test_the_front_office_acts_and_others_who_see_are_told_no() -> None:
    assert require_case_action(UNCLEARED, CaseAction.ASSIGN, CASE) is CASE
    for reader in (expert("EZK"), OPERATOR):
        with pytest.raises(ForbiddenError):
            require_case_action(reader, CaseAction.ASSIGN, CASE)
    with pytest.raises(ConflictError, match="wrong-state"):
        require_case_action(UNCLEARED, CaseAction.CLOSE, CASE)


def test_a_department_works_on_its_own_request_only_and_its_approver_reviews() -> None:
    assert require_request_action(expert("EZK"), RequestAction.WRITE, CASE, EZK) is EZK
    assert require_request_action(approver("EZK"), RequestAction.RELEASE, CASE, EZK) is EZK
    refused: list[tuple[Principal, RequestAction]] = [
        (expert("EZK"), RequestAction.RELEASE),
        (expert("OCW"), RequestAction.WRITE),
        (CLEARED, RequestAction.WRITE),
    ]
    for reader, act in refused:
        with pytest.raises(ForbiddenError):
            require_request_action(reader, act, CASE, EZK)


def test_notes_are_for_who_sees_the_content() -> None:
    assert require_notes(expert("EZK"), CASE) is CASE
    with pytest.raises(ForbiddenError):
        require_notes(OPERATOR, CASE)
