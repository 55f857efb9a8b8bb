"""What the code list says of departments, as routing asks for it."""

from loket_policy import code_lists


def front_office() -> str:
    """Return the code of the front office."""
    return code_lists.departments().front_office


def covert() -> frozenset[str]:
    """Return the departments whose taking part is itself sensitive (design section 5)."""
    return code_lists.departments().covert


def consultable() -> frozenset[str]:
    """Return the departments that can take part, or once could: all but the front office."""
    return code_lists.departments().consultable
