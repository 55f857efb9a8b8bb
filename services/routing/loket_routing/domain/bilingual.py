"""Builds texts in both languages from parts: lists, quotations, filled templates, and numbers."""

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


def plain(words: str) -> BilingualText:
    """Return a text that is the same in both languages, such as a code."""
    return BilingualText(nl=words, en=words)


def quote(text: BilingualText) -> BilingualText:
    """Return a name in quotation marks: names may contain commas, and the word 'or'."""
    return BilingualText(nl=f'"{text.nl}"', en=f'"{text.en}"')


def fill(template: BilingualText, **parts: BilingualText) -> BilingualText:
    """Return ``template`` with ``{part}`` replaced in both languages."""
    return BilingualText(
        nl=template.nl.format(**{name: part.nl for name, part in parts.items()}),
        en=template.en.format(**{name: part.en for name, part in parts.items()}),
    )


def concatenate(texts: Iterable[BilingualText], between: str | BilingualText) -> BilingualText:
    """Return the texts one after the other, with ``between`` between them."""
    given = tuple(texts)
    link = plain(between) if isinstance(between, str) else between
    return BilingualText(nl=link.nl.join(text.nl for text in given), en=link.en.join(text.en for text in given))
