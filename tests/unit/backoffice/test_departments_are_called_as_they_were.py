"""Departments have the name of the day: of the decision for what was decided, of today for all else."""

from datetime import UTC, date, datetime

import pytest

from loket_backoffice.handlers.departments import require_department, require_lead
from loket_backoffice.pages.labels import Labels
from loket_shared.failures import InvalidInputError

TODAY = date(2026, 11, 23)
DUTCH = Labels("nl", TODAY)


def test_today_a_department_has_its_name_of_today() -> None:
    assert DUTCH.department("EZK") == "Economische Zaken (EZ)"
    assert DUTCH.short_name("LNV") == "LVVN"


@pytest.mark.parametrize(
    ("decided_at", "name"),
    [
        (datetime(2024, 7, 1, 21, 59, tzinfo=UTC), "Economische Zaken en Klimaat (EZK)"),
        (datetime(2024, 7, 1, 22, 0, tzinfo=UTC), "Economische Zaken (EZ)"),
    ],
)
def test_a_decision_names_departments_as_on_its_dutch_day(decided_at: datetime, name: str) -> None:
    assert DUTCH.department("EZK", decided_at) == name


def test_the_short_names_of_a_decision_are_of_its_day_too() -> None:
    assert DUTCH.short_names(["EZK", "LNV"], datetime(2023, 1, 1, tzinfo=UTC)) == "EZK, LNV"


def test_only_departments_that_exist_are_offered() -> None:
    before_the_service = Labels("nl", date(2002, 5, 28))

    assert "AIVD" in dict(DUTCH.departments(covert=True))
    assert "AIVD" not in dict(before_the_service.departments(covert=True))


def test_a_department_can_only_be_asked_while_it_exists() -> None:
    assert require_department("NCTV", "department", date(2011, 7, 1)) == "NCTV"
    with pytest.raises(InvalidInputError):
        require_department("NCTV", "department", date(2011, 6, 30))


def test_a_covert_department_cannot_lead() -> None:
    with pytest.raises(InvalidInputError):
        require_lead("AIVD", TODAY, others=False)
