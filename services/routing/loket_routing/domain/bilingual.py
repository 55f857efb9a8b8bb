"""Bilingual texts put together: lists, and numbers as each language writes them."""

from collections.abc import Iterable, Sequence

from loket_shared.contracts.texts import Text

AND = Text(nl="en", en="and")
OR = Text(nl="of", en="or")


def join_texts(texts: Iterable[Text], conjunction: Text = AND) -> Text:
    """Join texts, of which there is at least one, to a single one: a, b and c."""
    given = tuple(texts)
    return Text(
        nl=_joined([text.nl for text in given], conjunction.nl), en=_joined([text.en for text in given], conjunction.en)
    )


def _joined(words: Sequence[str], conjunction: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def format_share(share: float) -> tuple[str, str]:
    """Return a number between 0 and 1 as it is written in Dutch and in English."""
    return f"{share:g}".replace(".", ","), f"{share:g}"
