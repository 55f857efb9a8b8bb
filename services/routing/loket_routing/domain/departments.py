"""What the code list says of departments, as routing asks for it."""

from functools import cache

from loket_shared.contracts import codelists


@cache
def front_office() -> str:
    """Return the code of the front office."""
    return next(entry.code for entry in codelists.departments() if entry.front_office)


@cache
def covert() -> frozenset[str]:
    """Return the departments whose taking part is itself sensitive (design section 5)."""
    return frozenset(entry.code for entry in codelists.departments() if entry.covert)


@cache
def consultable() -> frozenset[str]:
    """Return the departments that can take part: all but the front office."""
    return frozenset(entry.code for entry in codelists.departments()) - {front_office()}
