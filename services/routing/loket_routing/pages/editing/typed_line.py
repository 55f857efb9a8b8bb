"""A line that somebody typed in a field of a form."""

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints


def _in_one_line(typed: object) -> object:
    """Put in one line what was typed in several, however the browser ends its lines."""
    return " ".join(typed.split()) if isinstance(typed, str) else typed


Line = Annotated[str, StringConstraints(max_length=1_000), BeforeValidator(_in_one_line)]
