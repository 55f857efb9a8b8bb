"""Encodes values as bytes, so that different lists of values never give the same bytes."""

import struct
from datetime import UTC, datetime

Value = str | bytes | int | datetime | None


def encode(purpose: str, *values: Value) -> bytes:
    """Return the bytes of ``values`` for one purpose; each value carries its kind and its length."""
    return b"".join(map(_encoded, (purpose, *values)))


def _encoded(value: Value) -> bytes:
    match value:
        case None:
            kind, content = b"-", b""
        case str():
            kind, content = b"t", value.encode()
        case bytes():
            kind, content = b"b", value
        case int():
            kind, content = b"i", b"%d" % value
        case datetime():
            kind, content = b"m", value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    return kind + struct.pack(">Q", len(content)) + content
