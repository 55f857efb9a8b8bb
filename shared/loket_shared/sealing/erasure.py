"""Confirms an erasure with the vault; the word of an event alone is not enough."""

from uuid import UUID

from loket_shared.failures import PermanentError
from loket_shared.sealing.vault import Vault


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
