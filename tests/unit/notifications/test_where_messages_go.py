"""Departments have functional mailboxes, dated as their names are; people have their own address."""

from datetime import date
from uuid import UUID

import pytest

from loket_notifications.domain.notification import Addressee, Mailboxes
from loket_policy.departments import Departments

QUESTION = UUID("0192f0c1-7c3a-7def-8a00-000000000001")
TODAY = date(2026, 11, 23)
KNOWN = Departments.read(
    b"""[
  {"code": "RVO", "frontOffice": true,
   "names": [{"since": "2014-01-01", "name": {"nl": "Loket", "en": "Desk"}, "abbreviation": "RVO"}]},
  {"code": "NEW",
   "names": [{"since": "2020-01-01", "name": {"nl": "Nieuw", "en": "New"}, "abbreviation": "NEW"}]},
  {"code": "OLD", "until": "2026-11-22", "successor": "NEW",
   "names": [{"since": "2010-01-01", "name": {"nl": "Oud", "en": "Old"}, "abbreviation": "OLD"}],
   "mailboxes": [{"since": "2022-01-31", "address": "first@old.example"},
                 {"since": "2024-07-02", "address": "second@old.example"}]}
]"""
)


def message_to(department: str, on: date = TODAY, overrides: dict[str, str] | None = None) -> str:
    mailboxes = Mailboxes("loket.example", overrides or {}, KNOWN)
    return Addressee(question_id=QUESTION, department=department).address(mailboxes, on)


@pytest.mark.parametrize(
    ("on", "address"),
    [
        (date(2022, 1, 30), "mailbox-old@loket.example"),
        (date(2024, 7, 1), "first@old.example"),
        (date(2024, 7, 2), "second@old.example"),
        (date(2026, 11, 22), "second@old.example"),
    ],
)
def test_the_code_list_says_which_mailbox_holds_on_the_day(on: date, address: str) -> None:
    assert message_to("OLD", on) == address


def test_a_department_without_one_follows_the_pattern() -> None:
    assert message_to("NEW") == "mailbox-new@loket.example"


def test_what_a_deployment_sets_goes_first() -> None:
    overrides = {"OLD": "desk@ministry.example"}

    assert message_to("OLD", date(2024, 7, 2), overrides) == "desk@ministry.example"


def test_the_successor_of_a_closed_department_is_told() -> None:
    assert message_to("OLD", date(2026, 11, 23)) == "mailbox-new@loket.example"


def test_a_renamed_ministry_has_a_mailbox_under_either_name() -> None:
    mailboxes = Mailboxes("loket.example", {})

    assert mailboxes.of("EZK", date(2024, 7, 1)) == "kennisveiligheid@ezk.example"
    assert mailboxes.of("EZK", date(2024, 7, 2)) == "kennisveiligheid@ez.example"


def test_a_person_is_written_to_at_the_address_given() -> None:
    mailboxes = Mailboxes("loket.example", {})

    assert Addressee(question_id=QUESTION, email="asker@example.org").address(mailboxes, TODAY) == "asker@example.org"
