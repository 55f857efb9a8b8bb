"""A sealed value with everything that opens it, except the key."""

from typing import NamedTuple, Self
from uuid import UUID

from loket_shared.failures import WrongSealError

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
