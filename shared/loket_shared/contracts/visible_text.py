"""Texts in which nothing can be seen: zero-width characters, fillers and blanks of every kind."""

import unicodedata

_UNSEEN_KINDS = frozenset({"Z", "C"})
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that show as nothing (Unicode, Default_Ignorable_Code_Point, and the braille blank)."""


def is_visible(text: str) -> bool:
    """Return whether some character of ``text`` can be seen; a mark without a letter to stand on is none."""
    return any(
        unicodedata.category(character)[0] not in _UNSEEN_KINDS
        and unicodedata.category(character) != "Mn"
        and character not in _UNSEEN
        for character in text
    )


def or_nothing(value: object) -> object:
    """Return a text in which nothing can be seen as an empty one, so that it counts as left out."""
    return "" if isinstance(value, str) and not is_visible(value) else value
