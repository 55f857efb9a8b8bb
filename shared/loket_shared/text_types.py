"""Types of text that people type or paste: trimmed, with one kind of line end, and without unstorable characters.

Characters that set a direction of writing are removed if they would affect the text around them.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Line ends: slides use U+000B, PDF pages U+000C, old mainframes U+0085."""

_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols, by their category, that show nothing: Hangul fillers and the empty Braille pattern."""


def with_even_line_ends(text: str) -> str:
    """Return ``text`` with line feeds as line ends: browsers send U+000D U+000A."""
    return text.replace("\r\n", "\n")


def tidy(value: object) -> object:
    """Return a text trimmed, in composed form (NFC) and with line feeds; return any other value unchanged.

    A text without visible characters becomes empty.
    """
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", value)).strip()
    return text if any(map(_is_visible, text)) or _NOT_TEXT.search(text) else ""


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and character not in _BLANK_LETTERS


def _printable(value: str) -> str:
    if wrong := _NOT_TEXT.search(value):
        before = value[: wrong.start()]
        place = {"line": before.count("\n") + 1, "column": wrong.start() - before.rfind("\n")}
        raise PydanticCustomError("control_characters", "a control character", place)
    return value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise PydanticCustomError("several_lines", "more than one line")
    return value


tidied = BeforeValidator(tidy)
printable = AfterValidator(_printable)
"""A field puts its length bounds before these two, so that errors count characters."""

Prose = Annotated[str, tidied, printable]
"""Text of any number of lines; a field adds its bounds."""

Line = Annotated[Prose, AfterValidator(_one_line)]
"""Text of one line."""

Name = Annotated[Line, Field(min_length=1, max_length=200)]
"""The name of a person or a thing."""


_SIGNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates (Unicode Standard Annex 9, section 2)."""


def without_direction(text: str) -> str:
    """Return ``text`` without the characters that set a direction of writing."""
    return _SIGNS.sub("", text)
