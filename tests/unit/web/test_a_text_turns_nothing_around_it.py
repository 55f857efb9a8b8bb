"""A text that turns the direction of writing is alone in its element, and in a title it has no such sign."""

from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.text_types import without_direction

SIGNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_direction_goes(sign: str) -> None:
    assert bidirectional(sign) not in {"", "ON"}
    assert without_direction(f"a{sign}b") == "ab"


@given(text=st.text())
def test_nothing_else_does(text: str) -> None:
    assert without_direction(text) == "".join(each for each in text if each not in SIGNS)
