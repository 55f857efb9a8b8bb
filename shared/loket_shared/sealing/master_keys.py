"""The master keys, outside every database, under which the vault's data keys are wrapped."""

import hmac
import os
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loket_shared.contracts.compartments import KeyName
from loket_shared.failures import VaultUnreachable, WrongSeal
from loket_shared.sealing.box import NONCE_BYTES
from loket_shared.sealing.keys import SECRET_BYTES, DataKey

PSEUDONYM_DIGITS = 20


class Wrapped(NamedTuple):
    """A data key as the vault keeps it."""

    kid: UUID
    name: KeyName
    wrapped: bytes
    version: int


class MasterKeys:
    """Wraps under the newest master key and unwraps under any that the secret still holds."""

    def __init__(self, secrets: Mapping[int, bytes]) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets.values()):
            raise ValueError("a master key is 32 bytes, and there is at least one")
        self._ciphers = {version: AESGCM(secret) for version, secret in secrets.items()}
        self.newest = max(secrets)
        self._pseudonyms = hmac.digest(secrets[min(secrets)], b"loket pseudonyms", "sha256")

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the secret: one base64 key, or one ``version:key`` a line while an old one is replaced.

        Raises:
            ValueError: the file holds something else.
            OSError: the file cannot be read.
        """
        lines = [line.strip() for line in file.read_text("ascii").splitlines() if line.strip()]
        entries = [line.rpartition(":") for line in lines]
        return cls({int(version or 1): b64decode(secret, validate=True) for version, _, secret in entries})

    def pseudonym(self, text: str) -> str:
        """Return a keyed name for ``text``; it stays the same for as long as the oldest master key is at hand."""
        return f"p-{hmac.digest(self._pseudonyms, text.encode(), 'sha256').hex()[:PSEUDONYM_DIGITS]}"

    def wrap(self, key: DataKey) -> Wrapped:
        """Return the key wrapped, bound to its id and its name."""
        return Wrapped(key.kid, key.name, self.wrap_secret(key.secret, _bound_to(key.kid, key.name)), self.newest)

    def unwrap(self, wrapped: Wrapped) -> DataKey:
        """Return the key in the clear.

        Raises:
            VaultUnreachable: it is wrapped under a master key that this process was not given (yet).
            WrongSeal: it was wrapped under another master key, or for another id or name.
        """
        secret = self.unwrap_secret(wrapped.wrapped, wrapped.version, _bound_to(wrapped.kid, wrapped.name))
        return DataKey(wrapped.kid, wrapped.name, secret)

    def wrap_secret(self, secret: bytes, bound_to: bytes) -> bytes:
        """Return a secret of 32 bytes wrapped under the newest master key, bound to what it belongs to."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._ciphers[self.newest].encrypt(nonce, secret, bound_to)

    def unwrap_secret(self, wrapped: bytes, version: int, bound_to: bytes) -> bytes:
        """Return the secret that ``wrap_secret`` wrapped under the master key ``version``; raises as ``unwrap``."""
        if version not in self._ciphers:
            raise VaultUnreachable("a key is wrapped under a master key that is not at hand")
        try:
            return self._ciphers[version].decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound_to)
        except InvalidTag as error:
            raise WrongSeal("a key does not unwrap under its master key") from error


def _bound_to(kid: UUID, name: KeyName) -> bytes:
    return f"{kid}/{name.question_id}/{name.compartment}/{name.request_id or ''}".encode()
