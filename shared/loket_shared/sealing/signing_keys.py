"""The keys under which services sign their events (Ed25519, RFC 8032), and the public halves that prove it."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from loket_shared.sealing.master_keys import MasterKeys


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One service's own key, of which nobody else has the private half."""

    kid: UUID
    service: str
    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def make(cls, service: str) -> Self:
        """Return a fresh key for ``service``."""
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
    """The public half of a signing key, whose it is, and whether it still proves anything."""

    kid: UUID
    service: str
    public: Ed25519PublicKey
    revoked: bool

    @classmethod
    def read(cls, kid: UUID, service: str, public: bytes, revoked: bool) -> Self:
        """Return the key whose public half is these 32 bytes."""
        return cls(kid, service, Ed25519PublicKey.from_public_bytes(public), revoked)

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Return whether ``signature`` is that of ``content`` under this key."""
        try:
            self.public.verify(signature, content)
        except InvalidSignature:
            return False
        return True


class WrappedSigningKey(NamedTuple):
    """A signing key as the vault keeps it: the private half wrapped, the public half as it is."""

    kid: UUID
    service: str
    public: bytes
    wrapped: bytes
    version: int

    @classmethod
    def wrap(cls, key: SigningKey, masters: MasterKeys) -> Self:
        """Return ``key`` with its private half under the newest master key."""
        bound_to = signing_key_bound_to(key.kid, key.service, key.public)
        return cls(key.kid, key.service, key.public, *masters.wrap_secret(key.private.private_bytes_raw(), bound_to))

    def unwrap(self, masters: MasterKeys) -> SigningKey:
        """Return the key; raises as ``MasterKeys.unwrap``."""
        bound_to = signing_key_bound_to(self.kid, self.service, self.public)
        secret = masters.unwrap_secret(self.wrapped, self.version, bound_to)
        return SigningKey(self.kid, self.service, Ed25519PrivateKey.from_private_bytes(secret))


def signing_key_bound_to(kid: UUID, service: str, public: bytes) -> bytes:
    """Return what a wrapped private half is bound to."""
    return f"signing/{kid}/{service}/{public.hex()}".encode()
