"""Identifiers of the Research Organization Registry."""

import re

from stdnum.iso7064 import mod_97_10

PREFIX = "https://ror.org/"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FORM = re.compile(rf"(?:(?:https?://)?(?:www\.)?ror\.org/)?0([{_ALPHABET}]{{6}})(\d{{2}})/?", re.IGNORECASE)


def check_digits(body: str) -> str:
    """Return the two check digits for the six characters ``body`` (ISO/IEC 7064, MOD 97-10).

    The body is a number in Crockford's base 32, which has no i, l, o and u.
    """
    number = 0
    for character in body:
        number = number * 32 + _ALPHABET.index(character)
    return mod_97_10.calc_check_digits(str(number))


def canonical(text: str) -> str | None:
    """Return the identifier in its canonical form, an address; None if its form or its check digits are wrong."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    body, digits = match[1].lower(), match[2]
    return f"{PREFIX}0{body}{digits}" if check_digits(body) == digits else None
