"""Seals a value under a key: the cipher, and the sealed value with everything that opens it except the key."""

import os
import struct
import zlib
from typing import NamedTuple, Protocol, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loket_shared.failures import WrongSealError
from loket_shared.sealing.keys import DataKey

NONCE_BYTES = 12

_FORMAT = b"\x01"

_HEAD_BYTES = 1 + 16 + NONCE_BYTES


class Box(NamedTuple):
    """The key's id, the nonce and the ciphertext with its tag."""

    kid: UUID
    nonce: bytes
    ciphertext: bytes

    def to_bytes(self) -> bytes:
        """Return the form for a column or a file: format, key id, nonce, ciphertext."""
        return b"".join((_FORMAT, self.kid.bytes, self.nonce, self.ciphertext))

    @classmethod
    def from_bytes(cls, blob: bytes) -> Self:
        """Read the output of ``to_bytes``.

        Raises:
            WrongSealError: the bytes are not a sealed value.
        """
        if len(blob) <= _HEAD_BYTES or blob[:1] != _FORMAT:
            raise WrongSealError("these bytes are no sealed value")
        return cls(UUID(bytes=blob[1:17]), blob[17:_HEAD_BYTES], blob[_HEAD_BYTES:])


class Seal(Protocol):
    """Seals values under a key and opens them again."""

    def close(self, content: bytes, key: DataKey, aad: bytes) -> Box:
        """Return the content sealed under ``key`` and bound to ``aad``."""

    def open(self, box: Box, key: DataKey, aad: bytes) -> bytes:
        """Return the content.

        Raises:
            WrongSealError: the box was not sealed with this key for this ``aad``.
        """


class AesGcmSeal:
    """Deflates, pads to size steps and encrypts with AES-256-GCM under a random nonce (NIST SP 800-38D)."""

    def close(self, content: bytes, key: DataKey, aad: bytes) -> Box:
        """Return the content sealed under ``key`` and bound to ``aad``."""
        # A data key seals the few values of one compartment of one question, so random nonces stay
        # far below the 2**32 uses per key that the standard allows them.
        nonce = os.urandom(NONCE_BYTES)
        return Box(key.kid, nonce, AESGCM(key.secret).encrypt(nonce, pack(content), aad))

    def open(self, box: Box, key: DataKey, aad: bytes) -> bytes:
        """Return the content.

        Raises:
            WrongSealError: the box was not sealed with this key for this ``aad``.
        """
        try:
            return unpack(AESGCM(key.secret).decrypt(box.nonce, box.ciphertext, aad))
        except (InvalidTag, ValueError) as error:
            raise WrongSealError("the sealed value does not open here") from error


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
    """Return the content deflated and padded with zeroes.

    The padding to size steps makes a ciphertext's length reveal almost nothing
    (docs/architecture.md#the-contract-on-the-wire).
    """
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
