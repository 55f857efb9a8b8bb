"""Which of several forms of an answer a client prefers (RFC 9110, section 12.5.1)."""

import pytest

from loket_shared.http.content_negotiation import preference

JSON, CSV = "application/json", "text/csv"


@pytest.mark.parametrize(
    ("accept", "json", "csv"),
    [
        ("", 1.0, 1.0),
        ("*/*", 1.0, 1.0),
        ("text/csv", 0.0, 1.0),
        ("TEXT/CSV; header=present", 0.0, 1.0),
        ("text/csv, */*;q=0.1", 0.1, 1.0),
        ("text/*;q=0.5, application/json;q=0.9", 0.9, 0.5),
        ("*/*, text/csv;q=0", 1.0, 0.0),
        ("text/csv;q=maybe, text/html", 0.0, 0.0),
        (" , ", 1.0, 1.0),
    ],
)
def test_the_range_that_names_it_most_closely_counts(accept: str, json: float, csv: float) -> None:
    assert (preference(accept, JSON), preference(accept, CSV)) == (json, csv)
