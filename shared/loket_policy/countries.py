"""The countries that a question can be about: ISO 3166-1, named by the Unicode locale data."""

from collections.abc import Mapping
from functools import cache
from unicodedata import combining, normalize

from babel import Locale

from loket_shared.contracts.texts import Language

_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Codes in the locale data that are unions, parts of a country, or reserved for tests."""


@cache
def countries(language: Language) -> Mapping[str, str]:
    """Return the countries' names by code, in the order of the names in ``language``."""
    territories = Locale(language).territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return dict(sorted(((c, n) for c, n in names.items() if c not in _NO_COUNTRIES), key=lambda item: _fold(item[1])))


def is_country(code: str) -> bool:
    """Return True if ``code`` is the two-letter code of a country."""
    return code in countries("en")


def _fold(name: str) -> str:
    """Return the sort key of a name: without accents and in lower case."""
    return "".join(mark for mark in normalize("NFKD", name) if not combining(mark)).casefold()
