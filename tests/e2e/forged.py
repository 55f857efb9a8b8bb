"""What tests put on the shared log themselves, so that those who judge the log know it."""

from collections.abc import Sequence

from aiokafka import ConsumerRecord

RUBBISH = b"rubbish"
"""Key and value of a record that nobody can read."""

MARK = ("x-forged", b"by a test")
"""A header of no meaning to anybody, on each record that only looks like an event of a service."""


def marked(headers: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the headers of a forged record."""
    return [*headers, MARK]


def is_forged(record: "ConsumerRecord[bytes, bytes]") -> bool:
    """Return whether a test put this record on the log."""
    return record.value == RUBBISH or MARK in record.headers
