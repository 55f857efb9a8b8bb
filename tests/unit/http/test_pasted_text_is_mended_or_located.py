"""Text that people paste holds marks that they cannot see: they are mended, or the reader is told where they stand."""

import unicodedata
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from loket_shared.field_errors import field_errors
from loket_shared.text_types import Line, printable, tidied

TEXT = TypeAdapter(Annotated[str, Field(min_length=1), tidied, printable])
LINE = TypeAdapter(Line)


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_whatever_breaks_a_line_is_a_line_end(mark: str) -> None:
    assert TEXT.validate_python(f"eerste regel{mark}tweede regel") == "eerste regel\ntweede regel"


@pytest.mark.parametrize(
    "text",
    ["\u200b\u200b", "\ufeff", " \u2060 ", "\u00ad", "\u202e\u202c", "\u3164", "\u2800\n\u2800", "\u0301", "\u00a0"],
    ids=ascii,
)
def test_a_text_that_shows_nothing_is_empty(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TEXT.validate_python(text)
    assert refused.value.errors()[0]["type"] == "string_too_short"


@pytest.mark.parametrize("text", ["a\u200db", "\u05d0", "1", "?", "\U0001f642", "e\u0301"], ids=ascii)
def test_a_text_that_shows_something_is_kept(text: str) -> None:
    assert TEXT.validate_python(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "line", "column"), [("\x1b", 1, 1), ("ab\x00c", 1, 3), ("een\r\ntwee\x0bdr\x07ie", 3, 3)], ids=ascii
)
def test_another_mark_is_refused_where_it_stands(text: str, line: int, column: int) -> None:
    with pytest.raises(ValidationError) as refused:
        TEXT.validate_python(text)
    (error,) = field_errors(refused.value.errors())
    assert error.text.nl.endswith(f"regel {line}, teken {column}.")
    assert error.text.en.endswith(f"line {line}, character {column}.")


def test_a_line_has_no_line_end_of_any_kind() -> None:
    with pytest.raises(ValidationError):
        LINE.validate_python("a\x0bb")
