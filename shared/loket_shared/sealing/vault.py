"""The interface of a vault of data keys, and the confirmation of an erasure."""

from collections.abc import Collection, Iterable
from typing import Protocol
from uuid import UUID

from loket_shared.contracts.compartments import KeyName
from loket_shared.failures import PermanentError
from loket_shared.sealing.keys import DataKey, KeyState, VaultGrant
from loket_shared.sealing.signing_keys import PublicKey, SigningKey


class Vault(Protocol):
    """The data keys of all questions, within one service's grant, and the signing keys of the services.

    Every call raises ``VaultUnreachableError`` if the state of a key is unknown.
    """

    @property
    def grant(self) -> VaultGrant:
        """The rights of this service in the vault."""

    async def allocate(self) -> UUID:
        """Return the id for a new question; no other caller ever gets it.

        Its keys were made ahead, so sealing under them costs neither a commit nor a round trip.

        Raises:
            KeyForbiddenError: this role may not allocate questions.
        """

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        """Return the key of each name; a missing key is made, and every caller gets the same one.

        Raises:
            ErasedError: a question's keys are destroyed, so no new one is made either.
            KeyForbiddenError: a compartment is not in this role's grant.
        """

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        """Return, for each id, the key or the reason why there is none."""

    async def ping(self) -> None:
        """Reach the vault and do nothing."""

    def pseudonym(self, text: str) -> str:
        """Return a stable pseudonym of ``text``; nobody can read it without the master key file."""

    async def destroy(self, question_id: UUID) -> None:
        """Destroy every key of a question, and prevent new ones; the call may be repeated.

        Raises:
            KeyForbiddenError: this role may not erase.
        """

    async def is_destroyed(self, question_id: UUID) -> bool:
        """Return True if the keys of a question are destroyed; any role may ask."""

    async def signing_key(self) -> SigningKey:
        """Return this service's signing key; a new one is made if there is none, or if it is too old."""

    async def public_key(self, kid: UUID) -> PublicKey | None:
        """Return the public half of any service's signing key, or None if it does not exist."""

    async def valid_signing_keys(self) -> frozenset[UUID]:
        """Return the ids of this service's signing keys, old and new, that are not revoked."""


class ErasureNotConfirmedError(PermanentError):
    """An event says that a question was erased, but the vault still holds its keys."""


async def require_destroyed(vault: Vault, question_id: UUID) -> None:
    """Return if the keys of the question are destroyed.

    Raises:
        ErasureNotConfirmedError: the keys still exist, so nothing may be deleted.
        VaultUnreachableError: the state of the keys is unknown.
    """
    if not await vault.is_destroyed(question_id):
        raise ErasureNotConfirmedError("the keys of the question are not destroyed")
