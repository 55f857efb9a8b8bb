"""Values of a rule set in words."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from loket_routing.domain.deciding.confidence import spoken
from loket_routing.domain.rule_sets.regimes import Territory
from loket_routing.domain.wording.names import Names, countries_in_words
from loket_routing.domain.wording.texts import filled, in_a_row, plain
from loket_shared.contracts.texts import BilingualText

_YES, _NO = BilingualText(nl="ja", en="yes"), BilingualText(nl="nee", en="no")
_OUTSIDE = BilingualText(nl="alle landen behalve {countries}", en="all countries but {countries}")


def text(value: BilingualText, _: Names) -> BilingualText:
    """Return a text as it stands."""
    return value


def word(value: object, _: Names) -> BilingualText:
    """Return what reads the same in both languages."""
    return plain(str(value))


def words(values: Sequence[object], _: Names) -> BilingualText:
    """Return several of what reads the same in both languages."""
    return plain(", ".join(map(str, values)))


def truth(value: bool, _: Names) -> BilingualText:
    """Return yes or no."""
    return _YES if value else _NO


def day(value: date, _: Names) -> BilingualText:
    """Return a day in full: 1 maart 2026."""
    return BilingualText(
        nl=format_date(value, "d MMMM y", locale="nl_NL"), en=format_date(value, "d MMMM y", locale="en_GB")
    )


def share(value: float, _: Names) -> BilingualText:
    """Return a number between 0 and 1."""
    nl, en = spoken(value)
    return BilingualText(nl=nl, en=en)


def shares(values: Sequence[float], names: Names) -> BilingualText:
    """Return several numbers between 0 and 1."""
    return in_a_row((share(value, names) for value in values), " - ")


def territory(value: Territory, _: Names) -> BilingualText:
    """Return the countries of a regime by name."""
    if value.listed:
        return countries_in_words(value.listed)
    return filled(_OUTSIDE, countries=countries_in_words(value.outside))
