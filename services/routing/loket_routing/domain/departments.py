"""The departments of the code list, as routing needs them."""

from datetime import date

from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText


def front_office() -> str:
    """Return the code of the front office."""
    return code_lists.departments().front_office


def covert() -> frozenset[str]:
    """Return the departments whose participation is itself sensitive (docs/architecture.md#confidentiality)."""
    return code_lists.departments().covert


def consultable() -> frozenset[str]:
    """Return the departments that can take part, or could in the past: all but the front office."""
    return code_lists.departments().consultable


def department_name(code: str, day: date) -> BilingualText:
    """Return the name of a department on ``day`` with its abbreviation."""
    return code_lists.department(code).named(day).with_abbreviation
