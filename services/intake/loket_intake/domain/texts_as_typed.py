"""Text as people type it: trimmed, with one kind of line end, and without what no store can hold."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from loket_shared.contracts.visible_text import is_visible

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def tidy(value: object) -> object:
    """Return a text trimmed, in composed form and with plain line ends; anything else as it is.

    A text in which nothing can be seen is empty.
    """
    if not isinstance(value, str):
        return value
    if _NOT_TEXT.search(value) is None and not is_visible(value):
        return ""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _printable(value: str) -> str:
    if _NOT_TEXT.search(value):
        raise PydanticCustomError("control_characters", "control characters")
    return value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise PydanticCustomError("several_lines", "more than one line")
    return value


Prose = Annotated[str, BeforeValidator(tidy), AfterValidator(_printable)]
"""Text of any number of lines; a field adds its bounds."""

Line = Annotated[Prose, AfterValidator(_one_line)]
"""Text of one line."""

Name = Annotated[Line, Field(min_length=1, max_length=200)]
"""What somebody or something is called."""
