"""Tables to take along: comma-separated values (RFC 4180) that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable
from io import StringIO

from loket_routing.domain.quality.suggestions import Suggestion

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_HEADER = ("kind", "about", "times", "outOf", "share", "textNl", "textEn")


def suggestions_as_csv(suggestions: Iterable[Suggestion]) -> str:
    """Return the suggestions as a table with a header, one line each."""
    rows = (
        (each.kind, each.about, each.times, each.out_of, each.share, each.text.nl, each.text.en) for each in suggestions
    )
    return _table((_HEADER, *rows))


def _table(rows: Iterable[Iterable[object]]) -> str:
    written = StringIO(newline="")
    csv.writer(written).writerows([_guarded(cell) for cell in row] for row in rows)
    return written.getvalue()


def _guarded(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: texts in a rule set are anybody's."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
