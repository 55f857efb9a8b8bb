"""The keys that sign a service's events (Ed25519, RFC 8032), and their public halves, which verify the signatures."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from loket_shared.sealing.master_keys import MasterKeys


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The signing key of one service; only that service has the private half."""

    kid: UUID
    service: str
    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def make(cls, service: str) -> Self:
        """Return a new key for ``service``."""
        return cls(uuid4(), service, Ed25519PrivateKey.generate())

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, content: bytes) -> bytes:
        """Return the signature of ``content``, 64 bytes."""
        return self.private.sign(content)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a signing key, with its service; ``revoked`` is True if it proves nothing any more."""

    kid: UUID
    service: str
    public: Ed25519PublicKey
    revoked: bool

    @classmethod
    def read(cls, kid: UUID, service: str, public: bytes, revoked: bool) -> Self:
        """Return the public key in these 32 bytes."""
        return cls(kid, service, Ed25519PublicKey.from_public_bytes(public), revoked)

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Return True if ``signature`` is the signature of ``content`` under this key."""
        try:
            self.public.verify(signature, content)
        except InvalidSignature:
            return False
        return True


class WrappedSigningKey(NamedTuple):
    """A signing key in the form that the vault stores: the private half is wrapped, the public half is not."""

    kid: UUID
    service: str
    public: bytes
    wrapped: bytes
    version: int

    @classmethod
    def wrap(cls, key: SigningKey, masters: MasterKeys) -> Self:
        """Return ``key`` with its private half wrapped under the newest master key."""
        bound_to = signing_key_bound_to(key.kid, key.service, key.public)
        return cls(key.kid, key.service, key.public, *masters.wrap_secret(key.private.private_bytes_raw(), bound_to))

    def unwrap(self, masters: MasterKeys) -> SigningKey:
        """Return the key; raises the errors of ``MasterKeys.unwrap_secret``."""
        bound_to = signing_key_bound_to(self.kid, self.service, self.public)
        secret = masters.unwrap_secret(self.wrapped, self.version, bound_to)
        return SigningKey(self.kid, self.service, Ed25519PrivateKey.from_private_bytes(secret))


def signing_key_bound_to(kid: UUID, service: str, public: bytes) -> bytes:
    """Return the authenticated data of a wrapped private half."""
    return f"signing/{kid}/{service}/{public.hex()}".encode()
