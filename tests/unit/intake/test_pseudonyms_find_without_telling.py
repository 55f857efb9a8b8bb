"""Pseudonyms are equal for equal values of one kind, and differ for everything else."""

from dataclasses import replace
from typing import Any

import pytest
from kit.memory_vault import MemoryVault

from loket_intake.domain.access import (
    Ownership,
    ReaderScope,
    Visibility,
    may_submit,
    ownership_of,
    reader_scope_of,
)
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import is_incident_report
from loket_intake.handlers.question_body import QuestionBody
from loket_shared.principal import Principal, Role

PSEUDONYMS = Pseudonyms(MemoryVault().pseudonym)
ASKER = Principal(
    "a", "A", "a@example.org", Role.ASKER, "https://ror.org/05vx0yt93", client="cli", issuer="i", email_verified=True
)
COORDINATOR = replace(ASKER, subject="c", email="c@example.org", role=Role.COORDINATOR)


def ownership(**changes: object) -> Ownership:
    """Return the ownership of a question that the asker submits."""
    raw = {"topics": ["other"], "subject": "x", "description": "x", "consentToShare": True}
    body = QuestionBody.model_validate(raw | changes)
    is_report, is_shared = is_incident_report(body.kind, body.topics), body.share_with_coordinator
    return ownership_of(ASKER, PSEUDONYMS, on_behalf_of=None, is_report=is_report, is_shared=is_shared)


def test_another_key_makes_other_pseudonyms() -> None:
    assert PSEUDONYMS.submitter(ASKER) == PSEUDONYMS.submitter(ASKER)
    assert PSEUDONYMS.submitter(ASKER) != Pseudonyms(MemoryVault().pseudonym).submitter(ASKER)


def test_each_kind_of_pseudonym_is_apart() -> None:
    pseudonyms = {
        PSEUDONYMS.submitter(replace(ASKER, subject="x")),
        PSEUDONYMS.institution("x"),
        PSEUDONYMS.former_fingerprint("x"),
        PSEUDONYMS.named_person("", "x"),
        PSEUDONYMS.former_idempotency_key(replace(ASKER, subject="", client=""), "x"),
    }
    assert len(pseudonyms) == 5
    assert "x" not in pseudonyms


def test_mail_addresses_are_one_person_in_any_case_but_of_one_institution() -> None:
    assert PSEUDONYMS.named_person("i", "A@Example.org") == PSEUDONYMS.named_person("i", "a@example.org")
    assert PSEUDONYMS.named_person("i", "a@example.org") != PSEUDONYMS.named_person("j", "a@example.org")


@pytest.mark.parametrize("other", ["jan\u017fen@uni.nl", "jansen@un\u0131.nl", "\u212aees@uni.nl", "strasse@uni.nl"])
def test_letters_that_only_look_alike_are_another_person(other: str) -> None:
    for address in ("jansen@uni.nl", "kees@uni.nl", "straße@uni.nl"):
        assert PSEUDONYMS.named_person("i", other) != PSEUDONYMS.named_person("i", address)
        assert PSEUDONYMS.address("i", other) != PSEUDONYMS.address("i", address)


@pytest.mark.parametrize("other", [replace(ASKER, machine=True, role=Role.SYSTEM), replace(ASKER, issuer="another")])
def test_the_same_subject_elsewhere_or_of_a_client_is_somebody_else(other: Principal) -> None:
    assert PSEUDONYMS.submitter(other) != PSEUDONYMS.submitter(ASKER)
    assert (
        reader_scope_of(other, PSEUDONYMS).visibility_of(Ownership(PSEUDONYMS.submitter(ASKER), None, None))
        is Visibility.NOTHING
    )


@pytest.mark.parametrize("changes", [{"email_verified": False}, {"machine": True, "role": Role.SYSTEM}])
def test_only_a_verified_address_of_a_person_identifies(changes: dict[str, Any]) -> None:
    named = Ownership("", PSEUDONYMS.person(ASKER), None)
    assert reader_scope_of(ASKER, PSEUDONYMS).visibility_of(named) is Visibility.CONTENT
    assert reader_scope_of(replace(ASKER, **changes), PSEUDONYMS).visibility_of(named) is Visibility.NOTHING


def test_what_was_transferred_is_seen_at_the_address_alone_under_which_it_was_submitted() -> None:
    moved = Ownership(PSEUDONYMS.submitter(ASKER), None, None, PSEUDONYMS.address(ASKER.institution or "", ASKER.email))
    assert reader_scope_of(ASKER, PSEUDONYMS).visibility_of(moved) is Visibility.CONTENT
    for other in (replace(ASKER, email="b@example.org"), replace(ASKER, email_verified=False)):
        assert reader_scope_of(other, PSEUDONYMS).visibility_of(moved) is Visibility.NOTHING


@pytest.mark.parametrize(
    ("changes", "visibility"),
    [
        ({}, Visibility.METADATA),
        ({"kind": "incident"}, Visibility.NOTHING),
        ({"topics": ["other", "incident"]}, Visibility.NOTHING),
        ({"kind": "incident", "shareWithCoordinator": True}, Visibility.METADATA),
    ],
)
def test_what_the_coordinator_sees(changes: dict[str, object], visibility: Visibility) -> None:
    submitted = ownership(**changes)
    assert reader_scope_of(ASKER, PSEUDONYMS).visibility_of(submitted) is Visibility.CONTENT
    assert reader_scope_of(COORDINATOR, PSEUDONYMS).visibility_of(submitted) is visibility
    elsewhere = replace(COORDINATOR, institution="https://ror.org/04pp8hn57")
    assert reader_scope_of(elsewhere, PSEUDONYMS).visibility_of(submitted) is Visibility.NOTHING


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ASKER, Role.COORDINATOR}))
def test_staff_reach_nothing_even_of_the_same_institution(role: Role) -> None:
    staff = replace(ASKER, role=role)
    assert not may_submit(staff)
    assert reader_scope_of(staff, PSEUDONYMS) == ReaderScope()


def test_nothing_belongs_to_whoever_has_no_pseudonyms() -> None:
    assert ReaderScope().visibility_of(Ownership("", None, None)) is Visibility.NOTHING
