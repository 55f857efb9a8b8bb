"""ROR identifiers: their form, their check digits, and the institutions that have one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_intake.domain.institutions import institution_by_ror_id, institutions, search_institutions
from loket_policy import code_lists
from loket_shared.contracts.ror import PREFIX, canonical, check_digits

bodies = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=6, max_size=6)


@given(bodies)
def test_right_check_digits_make_an_identifier_and_others_do_not(body: str) -> None:
    digits = check_digits(body)
    assert canonical(f"0{body}{digits}") == f"{PREFIX}0{body}{digits}"
    wrong = f"{(int(digits) + 1) % 100:02}"
    assert canonical(f"{PREFIX}0{body}{wrong}") is None


@pytest.mark.parametrize("text", ["04pp8hn57", "ror.org/04pp8hn57", "HTTPS://ROR.ORG/04PP8HN57/", " 04pp8hn57 "])
def test_every_way_to_write_it_is_the_same(text: str) -> None:
    assert canonical(text) == "https://ror.org/04pp8hn57"


@pytest.mark.parametrize(
    "text", ["", "04pp8hn5", "14pp8hn57", "04pp8ln57", "https://example.org/04pp8hn57", "https://04pp8hn57"]
)
def test_what_is_no_identifier(text: str) -> None:
    assert canonical(text) is None


def test_the_institutions_are_sound_data() -> None:
    kinds = {kind.code for kind in code_lists.institution_kinds()}
    for known in institutions():
        assert canonical(known.ror_id) == known.ror_id
        assert known.kind in kinds
    assert len({known.ror_id for known in institutions()}) == len(institutions())
    assert {known.name.nl for known in institutions() if known.demonstration} == {
        "Universiteit Voorbeeldstad",
        "Hogeschool Voorbeeldland",
    }


def test_searching_takes_words_in_any_order_and_language() -> None:
    assert [known.name.nl for known in search_institutions("delft TECHNISCHE")] == ["Technische Universiteit Delft"]
    assert [known.name.nl for known in search_institutions("delft technology")] == ["Technische Universiteit Delft"]
    assert search_institutions("atlantis") == []


def test_an_institution_that_is_not_listed_is_served_all_the_same() -> None:
    unknown = institution_by_ror_id("https://ror.org/02jbv0t02")
    assert (unknown.ror_id, unknown.kind) == ("https://ror.org/02jbv0t02", "other")
