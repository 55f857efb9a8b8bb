"""What the code list says of departments, as routing asks for it."""

from datetime import date

from loket_shared.contracts import codelists
from loket_shared.contracts.texts import BilingualText


def front_office() -> str:
    """Return the code of the front office."""
    return codelists.departments().front_office


def covert() -> frozenset[str]:
    """Return the departments whose taking part is itself sensitive (design section 5)."""
    return codelists.departments().covert


def consultable() -> frozenset[str]:
    """Return the departments that can take part, or once could: all but the front office."""
    return codelists.departments().consultable


def department_name(code: str, day: date) -> BilingualText:
    """Return the name of a department on ``day`` with its abbreviation."""
    named = codelists.department(code).named(day)
    return BilingualText(nl=f"{named.name.nl} ({named.abbreviation})", en=f"{named.name.en} ({named.abbreviation})")
