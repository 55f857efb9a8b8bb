"""Builds texts in two languages from parts."""

from collections.abc import Iterable

from loket_shared.contracts.texts import BilingualText


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
