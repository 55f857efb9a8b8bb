"""The keys of one service's audit trail, which are in no database: without them nobody makes a record that holds."""

import hmac
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Self

SECRET_BYTES = 32
KEY_ID_BYTES = 4
DIGEST_BYTES = 32


class UnknownKeyError(Exception):
    """Something was made with a key that is not at hand."""


class AuditKeys:
    """The newest key makes what is new; the ones before it verify what they made.

    A key is known by the beginning of its own SHA-256.
    """

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
            raise ValueError("an audit key is 32 bytes, and there is at least one")
        self._secrets = {sha256(secret).digest()[:KEY_ID_BYTES]: secret for secret in secrets}
        self._order = list(self._secrets)
        self.newest = self._order[-1]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the secret: base64 keys, one a line, the oldest first.

        Raises:
            ValueError: the file holds something else.
            OSError: the file cannot be read.
        """
        return cls([b64decode(line, validate=True) for line in file.read_text("ascii").split()])

    def digest(self, key_id: bytes, message: bytes) -> bytes:
        """Return the HMAC-SHA-256 of ``message`` under a key.

        Raises:
            UnknownKey: it is not at hand.
        """
        return hmac.digest(self._secret(key_id), message, "sha256")

    def matches(self, key_id: bytes, message: bytes, digest: bytes) -> bool:
        """Return whether ``digest`` is that of ``message``; raises as ``digest``."""
        return hmac.compare_digest(self.digest(key_id, message), digest)

    def age(self, key_id: bytes) -> int:
        """Return the place of a key in the order in which they were made; raises as ``digest``."""
        self._secret(key_id)
        return self._order.index(key_id)

    def _secret(self, key_id: bytes) -> bytes:
        try:
            return self._secrets[key_id]
        except KeyError:
            raise UnknownKeyError(key_id.hex()) from None
