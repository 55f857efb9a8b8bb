"""Departments have functional mailboxes; people their own address."""

from uuid import UUID

from loket_notifications.domain.addressee import Addressee, Mailboxes

QUESTION = UUID("0192f0c1-7c3a-7def-8a00-000000000001")
MAILBOXES = Mailboxes("loket.example", {"BZ": "kennisveiligheid@bz.example"})


def test_a_department_s_mailbox_follows_the_pattern() -> None:
    assert Addressee(question_id=QUESTION, department="EZK").address(MAILBOXES) == "mailbox-ezk@loket.example"


def test_an_exception_can_be_set() -> None:
    assert Addressee(question_id=QUESTION, department="BZ").address(MAILBOXES) == "kennisveiligheid@bz.example"


def test_a_person_is_written_to_at_the_address_given() -> None:
    assert Addressee(question_id=QUESTION, email="asker@example.org").address(MAILBOXES) == "asker@example.org"
