"""Texts of people that turn the direction of writing, kept from turning what stands around them.

On a page a text has an element that isolates it: ``bdi``, or ``dir="auto"``. Where there are no elements,
as in a title, the signs themselves are left out.
"""

import re

_SIGNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates (Unicode Standard Annex 9, section 2)."""


def without_direction(text: str) -> str:
    """Return ``text`` without the signs that set a direction of writing."""
    return _SIGNS.sub("", text)
