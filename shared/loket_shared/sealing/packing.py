"""Deflates and pads content to size steps, so that a ciphertext's length reveals almost nothing (design section 3)."""

import struct
import zlib

SMALLEST_STEP = 512
LARGEST_STEP = 8192
LARGEST_CONTENT = 64 * 1024 * 1024
"""The largest content of a sealed value after inflation; it bounds the cost of a forged value."""

_LENGTH = struct.Struct(">I")


def step_for(size: int) -> int:
    """Return the padded size in bytes: powers of two up to 8 KiB, above that multiples of 8 KiB."""
    if size > LARGEST_STEP:
        return -(-size // LARGEST_STEP) * LARGEST_STEP
    return max(SMALLEST_STEP, 1 << (size - 1).bit_length())


def pack(content: bytes) -> bytes:
    """Return the content deflated and padded with zeroes."""
    deflated = zlib.compress(content, level=6)
    return (_LENGTH.pack(len(deflated)) + deflated).ljust(step_for(_LENGTH.size + len(deflated)), b"\0")


def unpack(packed: bytes) -> bytes:
    """Return the content of a packed value.

    Raises:
        ValueError: the bytes are not a packed value, or hold more than ``LARGEST_CONTENT``.
    """
    try:
        (length,) = _LENGTH.unpack_from(packed)
        inflater = zlib.decompressobj()
        content = inflater.decompress(packed[_LENGTH.size : _LENGTH.size + length], LARGEST_CONTENT)
    except (struct.error, zlib.error) as error:
        raise ValueError("not a packed value") from error
    if not inflater.eof:
        raise ValueError("not a whole packed value")
    return content
