"""The holidays of the desk are those that a library of the whole world's holidays has for the Netherlands."""

import holidays
import pytest

from loket_shared.dutch_holidays import dutch_holidays


@pytest.mark.parametrize("categories", [("public",), ("optional",), ("public", "optional")], ids="+".join)
def test_they_are_those_of_the_library(categories: tuple[str, ...]) -> None:
    for year in range(2014, 2101):
        assert dutch_holidays(year, categories) == set(
            holidays.country_holidays("NL", years=year, categories=categories)
        )


def test_a_category_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        dutch_holidays(2026, ("school",))
