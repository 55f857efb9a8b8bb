"""What a vault of data keys does, whatever it is kept in."""

from collections.abc import Collection, Iterable
from typing import Protocol
from uuid import UUID

from loket_shared.contracts.compartments import KeyName
from loket_shared.sealing.grants import VaultGrant
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.signing_keys import PublicKey, SigningKey


class Vault(Protocol):
    """The keys of all questions, as far as one service's role reaches, and the keys that services sign with.

    Every call raises ``VaultUnreachable`` where nothing can be said about a key.
    """

    @property
    def grant(self) -> VaultGrant:
        """The rights of this service's role."""

    async def allocate(self) -> UUID:
        """Return the id for a new question; no other caller ever gets it.

        Its keys were made ahead, so that sealing under them costs neither a commit nor a round trip.

        Raises:
            KeyForbidden: this role does not take questions in.
        """

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        """Return the key of each name, made now where there was none; the same for every caller.

        Raises:
            Erased: a named question's keys are destroyed, so no new one is made either.
            KeyForbidden: this role does not reach a named compartment.
        """

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        """Return for each id the key, or why it cannot be had."""

    async def ping(self) -> None:
        """Do nothing but reach the vault."""

    def pseudonym(self, text: str) -> str:
        """Return a stable name that stands for ``text`` and tells nothing to who does not hold the master key."""

    async def destroy(self, question_id: UUID) -> None:
        """Destroy every key of a question, and let no new one be made; once more does no harm.

        Raises:
            KeyForbidden: this role may not erase.
        """

    async def is_destroyed(self, question_id: UUID) -> bool:
        """Return whether the keys of a question were destroyed; any role may ask."""

    async def signing_key(self) -> SigningKey:
        """Return the key that this service signs with, made now where it has none that is young enough."""

    async def public_key(self, kid: UUID) -> PublicKey | None:
        """Return the public half of any service's signing key, or None where there is no such key."""

    async def valid_signing_keys(self) -> frozenset[UUID]:
        """Return the ids of this service's own signing keys, old and new, that were not revoked."""
