"""The code list of departments that comes with a release: every entry complete, none with a real address."""

import json
from datetime import date
from importlib.resources import files

import pytest

from loket_policy import code_lists
from loket_policy.department import Department

RAW = json.loads(
    files(code_lists.__package__).joinpath("code_list_data", "departments.json").read_text(encoding="utf-8")
)
ALL = tuple(code_lists.departments())
CONSULTED = [entry for entry in ALL if not entry.front_office]
OPENING = date(2022, 1, 31)


@pytest.mark.parametrize(("raw", "read"), list(zip(RAW, ALL, strict=True)), ids=[entry.code for entry in ALL])
def test_nothing_stands_in_the_file_that_is_not_read(raw: object, read: Department) -> None:
    assert read.model_dump(mode="json", exclude_unset=True) == raw


def test_it_holds_the_departments_of_the_domain_description() -> None:
    assert {entry.code for entry in ALL} >= {"RVO", "OCW", "EZK", "BZ", "LNV", "NCTV", "AIVD", "MIVD"}
    assert code_lists.departments().front_office == "RVO"
    assert code_lists.departments().covert == {"AIVD", "MIVD"}


@pytest.mark.parametrize("department", ALL, ids=lambda entry: entry.code)
def test_each_name_stands_in_both_languages(department: Department) -> None:
    assert all(name.name.nl and name.name.en and name.abbreviation for name in department.names)


@pytest.mark.parametrize("department", CONSULTED, ids=lambda entry: entry.code)
def test_who_can_be_asked_has_other_names_and_a_mailbox_since_the_desk_opened(department: Department) -> None:
    assert department.aliases
    assert department.mailbox(OPENING) is not None


@pytest.mark.parametrize("department", ALL, ids=lambda entry: entry.code)
def test_every_mailbox_is_invented(department: Department) -> None:
    assert all(mailbox.address.endswith(".example") for mailbox in department.mailboxes)


@pytest.mark.parametrize(
    ("name", "code"),
    [("EZ", "EZK"), ("Economische Zaken", "EZK"), ("LVVN", "LNV"), ("MinOCW", "OCW"), ("BuZa", "BZ")],
)
def test_what_people_call_a_department_leads_to_its_code(name: str, code: str) -> None:
    found = code_lists.departments().find(name, date(2026, 11, 23))

    assert found is not None
    assert found.code == code
