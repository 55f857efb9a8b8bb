"""The quality of the rules in a period, as JSON and CSV."""

from datetime import date

from fastapi import Response
from pydantic import Field

from loket_routing.domain.quality.figures import Quality
from loket_routing.domain.quality.suggestions import Suggestion, suggestions_as_csv

CSV = "text/csv"


class QualityView(Quality):
    """The figures of the period from ``from`` until ``until``, both inclusive, and what they suggest.

    ``complete``: false if more questions were asked than are counted; then the newest ones count.
    ``rule_set_version`` is the active set, which the suggestions are about.
    """

    first: date = Field(alias="from")
    until: date
    complete: bool
    rule_set_version: str
    suggestions: tuple[Suggestion, ...]


def csv_response(seen: QualityView, name: str) -> Response:
    """Return the suggestions as a CSV file (RFC 4180), named after ``name`` and the period."""
    disposition = f'attachment; filename="{name}-{seen.first}-{seen.until}.csv"'
    table = suggestions_as_csv(seen.suggestions)
    return Response(table, media_type=f"{CSV}; header=present", headers={"Content-Disposition": disposition})
