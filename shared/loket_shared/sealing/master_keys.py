"""The master keys, outside every database; the vault's data keys are wrapped under them."""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from loket_shared.contracts.compartments import KeyName
from loket_shared.failures import VaultUnreachableError, WrongSealError
from loket_shared.sealing.keys import SECRET_BYTES, DataKey
from loket_shared.sealing.seals import NONCE_BYTES

PSEUDONYM_DIGITS = 20
_PSEUDONYMS = "pseudonyms"
_ALWAYS = datetime.min.replace(tzinfo=UTC)


class Wrapped(NamedTuple):
    """A data key in the form that the vault stores."""

    kid: UUID
    name: KeyName
    wrapped: bytes
    version: int


class MasterKeyMissingError(VaultUnreachableError):
    """A secret is wrapped under a master key that this process does not have yet, or no longer has."""


def _now() -> datetime:
    return datetime.now(UTC)


class MasterKeys:
    """Wraps under the newest active master key and unwraps under any version in the file.

    ``since`` is the time from which a version is used to wrap; before that time all processes read it. Pseudonyms have
    a key of their own, which outlives the master keys; if the file has none, it is derived from the oldest master key.
    """

    def __init__(
        self,
        secrets: Mapping[int, bytes],
        since: Mapping[int, datetime] = MappingProxyType({}),
        pseudonyms: bytes | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets.values()):
            raise ValueError("a master key is 32 bytes, and there is at least one")
        self._secrets, self._now = dict(secrets), now
        self._ciphers = {version: AESGCM(secret) for version, secret in secrets.items()}
        self.since = {version: since.get(version, _ALWAYS) for version in secrets}
        self._pseudonyms = pseudonyms or hmac.digest(secrets[min(secrets)], b"loket pseudonyms", "sha256")

    @classmethod
    def fresh(cls, now: Callable[[], datetime] = _now) -> Self:
        """Return a new set with one random master key."""
        return cls({1: os.urandom(SECRET_BYTES)}, {1: now()}, now=now)

    @classmethod
    def read(cls, file: Path, now: Callable[[], datetime] = _now) -> Self:
        """Read the file: one base64 key, or one ``version:key[:since]`` a line, and ``pseudonyms:key``.

        Raises:
            ValueError: the file holds something else.
            OSError: the file cannot be read.
        """
        lines = [line.strip() for line in file.read_text("ascii").splitlines() if line.strip()]
        entries = [line.split(":", 2) if ":" in line else ["1", line] for line in lines]
        named = {name: b64decode(secret, validate=True) for name, secret, *_ in entries}
        since = {int(name): datetime.fromisoformat(rest[0]) for name, _, *rest in entries if rest}
        pseudonyms = named.pop(_PSEUDONYMS, None)
        return cls({int(name): secret for name, secret in named.items()}, since, pseudonyms, now)

    def to_text(self) -> str:
        """Return the text of the file; ``read`` parses it."""
        lines = [f"{_PSEUDONYMS}:{b64encode(self._pseudonyms).decode()}"]
        for version, secret in sorted(self._secrets.items()):
            since = self.since[version]
            told = "" if since == _ALWAYS else f":{since.isoformat(timespec='seconds')}"
            lines.append(f"{version}:{b64encode(secret).decode()}{told}")
        return "\n".join(lines) + "\n"

    @property
    def newest(self) -> int:
        """The version that is used to wrap."""
        used = [version for version, since in self.since.items() if since <= self._now()]
        return max(used, default=min(self._secrets))

    @property
    def coming(self) -> int | None:
        """The version that is not used yet, or None."""
        last = max(self._secrets)
        return last if last > self.newest else None

    @property
    def former(self) -> frozenset[int]:
        """The versions that are no longer used to wrap."""
        return frozenset(version for version in self._secrets if version < self.newest)

    @property
    def age(self) -> timedelta | None:
        """The time that the oldest version has been in use; None if its start is not recorded."""
        since = min(self.since.values())
        return None if since == _ALWAYS else self._now() - since

    def with_next(self, since: datetime) -> "MasterKeys":
        """Return the keys with a new version, to be used from the time ``since`` on."""
        version = max(self._secrets) + 1
        secrets = {**self._secrets, version: os.urandom(SECRET_BYTES)}
        return MasterKeys(secrets, {**self.since, version: since}, self._pseudonyms, self._now)

    def without_former(self) -> "MasterKeys":
        """Return the keys without the versions that are no longer used to wrap."""
        kept = {version: secret for version, secret in self._secrets.items() if version >= self.newest}
        return MasterKeys(kept, self.since, self._pseudonyms, self._now)

    def pseudonym(self, text: str) -> str:
        """Return a keyed pseudonym of ``text``; it does not depend on the master key in use."""
        return f"p-{hmac.digest(self._pseudonyms, text.encode(), 'sha256').hex()[:PSEUDONYM_DIGITS]}"

    def wrap(self, key: DataKey) -> Wrapped:
        """Return the wrapped key, bound to its id and its name."""
        wrapped, version = self.wrap_secret(key.secret, bound_to(key.kid, key.name))
        return Wrapped(key.kid, key.name, wrapped, version)

    def unwrap(self, wrapped: Wrapped) -> DataKey:
        """Return the key in the clear; raises the errors of ``unwrap_secret``."""
        secret = self.unwrap_secret(wrapped.wrapped, wrapped.version, bound_to(wrapped.kid, wrapped.name))
        return DataKey(wrapped.kid, wrapped.name, secret)

    def wrap_secret(self, secret: bytes, aad: bytes) -> tuple[bytes, int]:
        """Return ``secret`` wrapped and bound to ``aad``, and the version of its master key."""
        nonce, version = os.urandom(NONCE_BYTES), self.newest
        return nonce + self._ciphers[version].encrypt(nonce, secret, aad), version

    def unwrap_secret(self, wrapped: bytes, version: int, aad: bytes) -> bytes:
        """Return a secret in the clear.

        Raises:
            MasterKeyMissingError: this process does not have the master key of that version.
            WrongSealError: the secret was wrapped under another master key, or for another ``aad``.
        """
        if version not in self._ciphers:
            raise MasterKeyMissingError("something is wrapped under a master key that is not at hand")
        try:
            return self._ciphers[version].decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], aad)
        except InvalidTag as error:
            raise WrongSealError("a key does not unwrap under its master key") from error


def bound_to(kid: UUID, name: KeyName) -> bytes:
    """Return the authenticated data of a wrapped data key."""
    return f"{kid}/{name.question_id}/{name.compartment}/{name.request_id or ''}".encode()
