"""What the code list says of departments, as routing asks for it."""

from collections.abc import Iterable, Sequence
from datetime import date

from loket_shared.contracts import codelists
from loket_shared.contracts.texts import Text


def front_office() -> str:
    """Return the code of the front office."""
    return codelists.departments().front_office


def covert() -> frozenset[str]:
    """Return the departments whose taking part is itself sensitive (design section 5)."""
    return codelists.departments().covert


def consultable() -> frozenset[str]:
    """Return the departments that can take part, or once could: all but the front office."""
    return codelists.departments().consultable


AND = Text(nl="en", en="and")
OR = Text(nl="of", en="or")


def department_name(code: str, day: date) -> Text:
    """Return the name of a department on ``day`` with its abbreviation."""
    named = codelists.department(code).named(day)
    return Text(nl=f"{named.name.nl} ({named.abbreviation})", en=f"{named.name.en} ({named.abbreviation})")


def listed(texts: Iterable[Text], conjunction: Text = AND) -> Text:
    """Join texts, of which there is at least one, to a single one: a, b and c."""
    given = tuple(texts)
    return Text(
        nl=_joined([text.nl for text in given], conjunction.nl), en=_joined([text.en for text in given], conjunction.en)
    )


def _joined(words: Sequence[str], conjunction: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last
