"""Tables to take along: comma-separated values (RFC 4180) that a spreadsheet opens without running anything."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from loket_routing.domain.quality.suggestions import Suggestion

_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@])|^(?=[\t\r\n])")
"""Where a formula may begin: at the start of a cell, or behind what some spreadsheet takes for the end of one."""

_HEADER = ("kind", "about", "times", "outOf", "share", "textNl", "textEn")


def suggestions_as_csv(suggestions: Iterable[Suggestion]) -> str:
    """Return the suggestions as a table with a header, one line each."""
    rows = (
        (each.kind, each.about, each.times, each.out_of, each.share, each.text.nl, each.text.en) for each in suggestions
    )
    return _table((_HEADER, *rows))


def _table(rows: Iterable[Iterable[object]]) -> str:
    written = StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([_guarded(cell) for cell in row] for row in rows)
    return written.getvalue()


def _guarded(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: texts in a rule set are anybody's."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
