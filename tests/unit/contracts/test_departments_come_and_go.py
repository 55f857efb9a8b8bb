"""A code list of departments tells who there was on a day, under which name, and who stands in for whom."""

from datetime import date

import pytest
from unit.contracts.code_lists import department, listed

from loket_policy.department import Department
from loket_policy.departments import DepartmentsError

LAST_DAY = date(2026, 12, 31)
CHAIN = listed(
    department("OLD", until=LAST_DAY, successor="MID"),
    department("MID", "2026-06-01", until=date(2027, 6, 30), successor="NEW"),
    department("NEW", "2027-01-01"),
    department("GONE", until=LAST_DAY),
)


def test_a_renamed_department_has_the_name_of_the_day() -> None:
    names = [
        {"since": "2017-10-26", "name": {"nl": "Eerste", "en": "First"}, "abbreviation": "A"},
        {"since": "2024-07-02", "name": {"nl": "Tweede", "en": "Second"}, "abbreviation": "B"},
    ]
    renamed = department("EZK", names=names)

    assert renamed.named(date(2024, 7, 1)).abbreviation == "A"
    assert renamed.named(date(2024, 7, 2)).name.en == "Second"
    assert renamed.named(date(1990, 1, 1)).abbreviation == "A"


@pytest.mark.parametrize(
    ("code", "on", "stands_in"),
    [
        ("OLD", LAST_DAY, "OLD"),
        ("OLD", date(2027, 1, 1), "MID"),
        ("OLD", date(2027, 7, 1), "NEW"),
        ("MID", date(2027, 7, 1), "NEW"),
        ("NEW", date(2027, 7, 1), "NEW"),
        ("GONE", LAST_DAY, "GONE"),
        ("GONE", date(2027, 1, 1), None),
    ],
)
def test_the_last_of_the_successors_stands_in_from_the_day_after_the_last(
    code: str, on: date, stands_in: str | None
) -> None:
    assert CHAIN.standing_in(code, on) == stands_in


def test_who_was_closed_is_told_by_the_day() -> None:
    assert CHAIN.closed(LAST_DAY) == frozenset()
    assert CHAIN.closed(date(2027, 1, 1)) == {"OLD", "GONE"}


def test_a_department_is_open_from_its_first_day_to_its_last() -> None:
    new, old = CHAIN.of("NEW"), CHAIN.of("OLD")

    assert [new.open(date(2026, 12, 31)), new.open(date(2027, 1, 1))] == [False, True]
    assert [old.open(LAST_DAY), old.open(date(2027, 1, 1))] == [True, False]


def test_a_closed_department_still_counts_among_those_that_took_part() -> None:
    assert CHAIN.consultable == {"OLD", "MID", "NEW", "GONE"}


@pytest.mark.parametrize("name", ["EZK", "ez", " Economic Affairs ", "Kleine Zaken", "Ministerie van EZ"])
def test_a_department_is_found_by_every_name_that_people_use(name: str) -> None:
    names = [
        {"since": "2017-10-26", "name": {"nl": "Kleine Zaken", "en": "Small Affairs"}, "abbreviation": "KZ"},
        {"since": "2024-07-02", "name": {"nl": "Economische Zaken", "en": "Economic Affairs"}, "abbreviation": "EZ"},
    ]
    known = listed(department("EZK", names=names, aliases=("Ministerie van EZ",)), department("BZ"))
    found = known.find(name, date(2026, 11, 23))

    assert found is not None
    assert found.code == "EZK"


def test_a_name_that_was_handed_over_is_its_new_owners_once_the_old_one_is_closed() -> None:
    known = listed(
        department("OLD", aliases=("Landbouw",), until=LAST_DAY, successor="NEW"),
        department("NEW", "2027-01-01", aliases=("Landbouw",)),
    )
    found = [known.find("landbouw", on) for on in (LAST_DAY, date(2027, 1, 1))]

    assert [entry and entry.code for entry in found] == ["OLD", "NEW"]


def test_a_name_that_nobody_bears_finds_nobody() -> None:
    assert CHAIN.find("Koloniën", LAST_DAY) is None


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([department("AA"), department("AA")], "the code AA is given twice"),
        ([department("AA", aliases=("X",)), department("BB", aliases=("x",))], "two departments are known as 'x'"),
        ([department("RVOX", front_office=True)], "there is exactly one front office"),
        ([department("AA", "2027-01-01", until=LAST_DAY)], "AA closes before its last name begins"),
        ([department("AA", successor="BB"), department("BB")], "AA has a successor and no last day"),
        ([department("AA", until=LAST_DAY, successor="BB")], "AA is followed by BB, which does not exist"),
        ([department("AA", until=LAST_DAY, successor="RVO")], "leave the successor out"),
        (
            [department("AA", until=LAST_DAY, successor="BB"), department("BB", "2027-01-02")],
            "AA is followed by BB, which begins only later",
        ),
        (
            [department("AA", until=LAST_DAY, successor="BB"), department("BB", covert=True)],
            "either both are covert or neither",
        ),
        (
            [department("AA", until=LAST_DAY, successor="BB", covert=True), department("BB")],
            "either both are covert or neither",
        ),
    ],
)
def test_a_code_list_that_contradicts_itself_is_refused_in_words(entries: list[Department], fault: str) -> None:
    with pytest.raises(DepartmentsError, match=fault):
        listed(*entries)


@pytest.mark.parametrize("circle", [("AA",), ("AA", "BB"), ("AA", "BB", "CC")])
def test_a_circle_of_successors_is_refused(circle: tuple[str, ...]) -> None:
    following = (*circle[1:], circle[0])
    entries = [department(code, until=LAST_DAY, successor=after) for code, after in zip(circle, following, strict=True)]

    with pytest.raises(DepartmentsError, match=f"circle: AA -> .*{circle[-1]}"):
        listed(*entries)


def test_a_chain_that_ends_in_a_circle_is_refused_too() -> None:
    circle = [
        department(code, until=LAST_DAY, successor=after) for code, after in (("AA", "BB"), ("BB", "CC"), ("CC", "BB"))
    ]

    with pytest.raises(DepartmentsError, match="circle: BB -> CC -> B"):
        listed(*circle)


def test_without_a_day_a_name_is_its_bearers_that_has_no_last_day() -> None:
    known = listed(
        department("OLD", aliases=("Landbouw",), until=LAST_DAY, successor="NEW"),
        department("NEW", "2027-01-01", aliases=("Landbouw",)),
    )
    found = known.find("Landbouw")

    assert found is not None
    assert found.code == "NEW"
