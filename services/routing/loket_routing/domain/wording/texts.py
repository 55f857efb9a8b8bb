"""Small changes to texts in two languages."""

from collections.abc import Iterable

from loket_shared.contracts.texts import BilingualText


def plain(words: str) -> BilingualText:
    """Return what reads the same in both languages, such as a code."""
    return BilingualText(nl=words, en=words)


def quoted(text: BilingualText) -> BilingualText:
    """Return a name in quotation marks: names may hold commas, and an 'or'."""
    return BilingualText(nl=f'"{text.nl}"', en=f'"{text.en}"')


def filled(template: BilingualText, **parts: BilingualText) -> BilingualText:
    """Return ``template`` with ``{part}`` replaced in both languages."""
    return BilingualText(
        nl=template.nl.format(**{name: part.nl for name, part in parts.items()}),
        en=template.en.format(**{name: part.en for name, part in parts.items()}),
    )


def in_a_row(texts: Iterable[BilingualText], between: str | BilingualText) -> BilingualText:
    """Return texts behind each other with the same words between every two of them."""
    given = tuple(texts)
    link = plain(between) if isinstance(between, str) else between
    return BilingualText(nl=link.nl.join(text.nl for text in given), en=link.en.join(text.en for text in given))
