"""Marks are equal for equal values of one kind, and differ for everything else."""

from dataclasses import replace
from typing import Any

import pytest
from kit.memory_vault import MemoryVault

from loket_intake.domain.access import Belonging, Reach, Sight, may_submit, reach_of
from loket_intake.domain.marks import Marks
from loket_intake.domain.new_question import NewQuestion
from loket_intake.domain.submission import belonging_of
from loket_shared.principal import Principal, Role

MARKS = Marks(MemoryVault().pseudonym)
ASKER = Principal(
    "a", "A", "a@example.org", Role.ASKER, "https://ror.org/05vx0yt93", client="cli", issuer="i", email_verified=True
)
COORDINATOR = replace(ASKER, subject="c", email="c@example.org", role=Role.COORDINATOR)


def new(**changes: object) -> NewQuestion:
    """Return a question that is handed in."""
    raw = {"topics": ["other"], "subject": "x", "description": "x", "consentToShare": True}
    return NewQuestion.model_validate(raw | changes)


def test_another_key_makes_other_marks() -> None:
    assert MARKS.submitter(ASKER) == MARKS.submitter(ASKER)
    assert MARKS.submitter(ASKER) != Marks(MemoryVault().pseudonym).submitter(ASKER)


def test_each_kind_of_mark_is_apart() -> None:
    marks = {
        MARKS.submitter(replace(ASKER, subject="x")),
        MARKS.institution("x"),
        MARKS.former_fingerprint("x"),
        MARKS.named_person("", "x"),
        MARKS.former_idempotency_key(replace(ASKER, subject="", client=""), "x"),
    }
    assert len(marks) == 5
    assert "x" not in marks


def test_mail_addresses_are_one_person_in_any_case_but_of_one_institution() -> None:
    assert MARKS.named_person("i", "A@Example.org") == MARKS.named_person("i", "a@example.org")
    assert MARKS.named_person("i", "a@example.org") != MARKS.named_person("j", "a@example.org")


@pytest.mark.parametrize("other", ["jan\u017fen@uni.nl", "jansen@un\u0131.nl", "\u212aees@uni.nl", "strasse@uni.nl"])
def test_letters_that_only_look_alike_are_another_person(other: str) -> None:
    for address in ("jansen@uni.nl", "kees@uni.nl", "straße@uni.nl"):
        assert MARKS.named_person("i", other) != MARKS.named_person("i", address)
        assert MARKS.address("i", other) != MARKS.address("i", address)


@pytest.mark.parametrize("other", [replace(ASKER, machine=True, role=Role.SYSTEM), replace(ASKER, issuer="another")])
def test_the_same_subject_elsewhere_or_of_a_client_is_somebody_else(other: Principal) -> None:
    assert MARKS.submitter(other) != MARKS.submitter(ASKER)
    assert reach_of(other, MARKS).sight(Belonging(MARKS.submitter(ASKER), None, None)) is Sight.NOTHING


@pytest.mark.parametrize("changes", [{"email_verified": False}, {"machine": True, "role": Role.SYSTEM}])
def test_only_a_verified_address_of_a_person_identifies(changes: dict[str, Any]) -> None:
    named = Belonging("", MARKS.person(ASKER), None)
    assert reach_of(ASKER, MARKS).sight(named) is Sight.CONTENT
    assert reach_of(replace(ASKER, **changes), MARKS).sight(named) is Sight.NOTHING


def test_what_was_transferred_is_seen_at_the_address_alone_under_which_it_was_handed_in() -> None:
    moved = Belonging(MARKS.submitter(ASKER), None, None, MARKS.address(ASKER.institution or "", ASKER.email))
    assert reach_of(ASKER, MARKS).sight(moved) is Sight.CONTENT
    for other in (replace(ASKER, email="b@example.org"), replace(ASKER, email_verified=False)):
        assert reach_of(other, MARKS).sight(moved) is Sight.NOTHING


@pytest.mark.parametrize(
    ("changes", "sight"),
    [
        ({}, Sight.METADATA),
        ({"kind": "incident"}, Sight.NOTHING),
        ({"topics": ["other", "incident"]}, Sight.NOTHING),
        ({"kind": "incident", "shareWithCoordinator": True}, Sight.METADATA),
    ],
)
def test_what_the_coordinator_sees(changes: dict[str, object], sight: Sight) -> None:
    belonging = belonging_of(new(**changes), ASKER, MARKS)
    assert reach_of(ASKER, MARKS).sight(belonging) is Sight.CONTENT
    assert reach_of(COORDINATOR, MARKS).sight(belonging) is sight
    elsewhere = replace(COORDINATOR, institution="https://ror.org/04pp8hn57")
    assert reach_of(elsewhere, MARKS).sight(belonging) is Sight.NOTHING


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ASKER, Role.COORDINATOR}))
def test_staff_reach_nothing_even_of_the_same_institution(role: Role) -> None:
    staff = replace(ASKER, role=role)
    assert not may_submit(staff)
    assert reach_of(staff, MARKS) == Reach()


def test_nothing_belongs_to_whoever_has_no_marks() -> None:
    assert Reach().sight(Belonging("", None, None)) is Sight.NOTHING
