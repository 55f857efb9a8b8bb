"""The cipher that seals a value under a key."""

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loket_shared.failures import WrongSealError
from loket_shared.sealing.box import NONCE_BYTES, Box
from loket_shared.sealing.keys import DataKey
from loket_shared.sealing.packing import pack, unpack


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
