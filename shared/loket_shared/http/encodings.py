"""Bodies made smaller for clients that take them so (RFC 9110, section 12.5.3)."""

import gzip
from collections.abc import Mapping
from enum import StrEnum

import brotli

from loket_shared.http.media import quality_of

_FAST_BROTLI, _FAST_GZIP = 5, 6
_SMALL_BROTLI, _SMALL_GZIP = 9, 9
"""The best that takes tens of milliseconds for half a megabyte; brotli's very best takes a second for a tenth less."""


class Encoding(StrEnum):
    """A content coding, the smallest first."""

    BROTLI = "br"
    GZIP = "gzip"


VARIES: Mapping[str, str] = {"Vary": "Accept-Encoding"}


def encoding_for(accept_encoding: str) -> Encoding | None:
    """Return the coding that an ``Accept-Encoding`` header wants most; None where it wants the body as it is."""
    wanted = {name.strip().lower(): quality_of(name_and_more) for name, name_and_more in _parts(accept_encoding)}
    qualities = {each: wanted.get(each, wanted.get("*", 0.0)) for each in Encoding}
    best = max(Encoding, key=lambda each: qualities[each])
    return best if qualities[best] > 0 and qualities[best] >= wanted.get("identity", 0.0) else None


def compressed_quickly(body: bytes, encoding: Encoding) -> bytes:
    """Return ``body`` in ``encoding``, for one answer."""
    if encoding is Encoding.BROTLI:
        return bytes(brotli.compress(body, quality=_FAST_BROTLI))
    return gzip.compress(body, _FAST_GZIP, mtime=0)


def compressed_well(body: bytes, encoding: Encoding) -> bytes:
    """Return ``body`` in ``encoding``, for all answers to come."""
    if encoding is Encoding.BROTLI:
        return bytes(brotli.compress(body, quality=_SMALL_BROTLI))
    return gzip.compress(body, _SMALL_GZIP, mtime=0)


def _parts(header: str) -> list[tuple[str, str]]:
    return [(part.partition(";")[0], part) for part in header.split(",") if part.strip()]
