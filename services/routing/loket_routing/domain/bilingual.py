"""Builds bilingual texts: lists, and numbers in the notation of each language."""

from collections.abc import Iterable, Sequence

from loket_shared.contracts.texts import BilingualText

AND = BilingualText(nl="en", en="and")
OR = BilingualText(nl="of", en="or")


def join_texts(texts: Iterable[BilingualText], conjunction: BilingualText = AND) -> BilingualText:
    """Join one or more texts into one: a, b and c."""
    given = tuple(texts)
    return BilingualText(
        nl=_joined([text.nl for text in given], conjunction.nl), en=_joined([text.en for text in given], conjunction.en)
    )


def _joined(words: Sequence[str], conjunction: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def format_share(share: float) -> tuple[str, str]:
    """Return a number between 0 and 1 in the notation of Dutch and of English."""
    return f"{share:g}".replace(".", ","), f"{share:g}"
