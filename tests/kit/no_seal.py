"""A seal that seals nothing: for the control run that proves that the search for leaks can find one."""

from loket_shared.sealing.keys import DataKey
from loket_shared.sealing.seals import NONCE_BYTES, Box


class NoSeal:
    """Closes nothing."""

    def close(self, content: bytes, key: DataKey, aad: bytes) -> Box:
        """Return the content as it is, in the shape of a box."""
        return Box(key.kid, bytes(NONCE_BYTES), content)

    def open(self, box: Box, key: DataKey, aad: bytes) -> bytes:
        """Return the content as it is."""
        return box.ciphertext
