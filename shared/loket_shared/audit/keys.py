"""The keys of one service's audit trail. They are in no database, and nobody can make a valid record without them."""

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
    """A record or hash was made with a key that is not in the key file."""


class AuditKeys:
    """The newest key makes new codes and hashes; the older keys verify the ones that they made.

    The id of a key is the beginning of its SHA-256.
    """

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
            raise ValueError("an audit key is 32 bytes, and there is at least one")
        self._secrets = {sha256(secret).digest()[:KEY_ID_BYTES]: secret for secret in secrets}
        self._order = list(self._secrets)
        self.newest = self._order[-1]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the keys from ``file``: base64, one a line, the oldest first.

        Raises:
            ValueError: the file holds something else.
            OSError: the file cannot be read.
        """
        return cls([b64decode(line, validate=True) for line in file.read_text("ascii").split()])

    def digest(self, key_id: bytes, message: bytes) -> bytes:
        """Return the HMAC-SHA-256 of ``message`` under a key.

        Raises:
            UnknownKeyError: the key is not in the key file.
        """
        return hmac.digest(self._secret(key_id), message, "sha256")

    def matches(self, key_id: bytes, message: bytes, digest: bytes) -> bool:
        """Return True if ``digest`` is the HMAC of ``message``; raises the errors of ``digest``."""
        return hmac.compare_digest(self.digest(key_id, message), digest)

    def age(self, key_id: bytes) -> int:
        """Return the rank of a key, 0 for the oldest; raises the errors of ``digest``."""
        self._secret(key_id)
        return self._order.index(key_id)

    def _secret(self, key_id: bytes) -> bytes:
        try:
            return self._secrets[key_id]
        except KeyError:
            raise UnknownKeyError(key_id.hex()) from None
