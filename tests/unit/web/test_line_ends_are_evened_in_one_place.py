"""Browsers write the ends of lines anew: whatever compares texts of a page evens them by one function."""

from pathlib import Path

import loket_shared
from loket_shared.text_types import with_even_line_ends
from loket_shared.web.unsent_forms import fingerprint

ROOT = Path(loket_shared.__file__).parents[2]


def test_a_text_is_the_same_however_its_lines_end() -> None:
    assert with_even_line_ends("een\r\ntwee\n") == "een\ntwee\n"
    assert fingerprint("note", {"note-text": ["een\r\ntwee"]}) == fingerprint("note", {"note-text": ["een\ntwee"]})


def test_no_other_place_evens_them() -> None:
    source = [*ROOT.glob("shared/loket_shared/**/*.py"), *ROOT.glob("services/*/loket_*/**/*.py")]
    assert len(source) > 500
    assert [path.name for path in source if r'replace("\r\n"' in path.read_text()] == ["text_types.py"]
