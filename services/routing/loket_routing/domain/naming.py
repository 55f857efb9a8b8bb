"""What departments are called in a sentence, as they were called on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText

AND = BilingualText(nl="en", en="and")
OR = BilingualText(nl="of", en="or")


def department_name(code: str, day: date) -> BilingualText:
    """Return the name of a department on ``day`` with its abbreviation."""
    named = code_lists.department(code).named(day)
    return BilingualText(nl=f"{named.name.nl} ({named.abbreviation})", en=f"{named.name.en} ({named.abbreviation})")


def listed(texts: Iterable[BilingualText], conjunction: BilingualText = AND) -> BilingualText:
    """Join texts, of which there is at least one, to a single one: a, b and c."""
    given = tuple(texts)
    return BilingualText(
        nl=_joined([text.nl for text in given], conjunction.nl), en=_joined([text.en for text in given], conjunction.en)
    )


def _joined(words: Sequence[str], conjunction: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last
