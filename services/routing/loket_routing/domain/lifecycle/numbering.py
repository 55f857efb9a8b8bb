"""Names of versions: the year and a number, such as 2026.2."""

from collections.abc import Iterable


def next_version(known: Iterable[str], year: int) -> str:
    """Return the name after the ``known`` ones of ``year``."""
    numbers = (int(number) for of_year, number in (version.split(".") for version in known) if int(of_year) == year)
    return f"{year}.{max(numbers, default=0) + 1}"
