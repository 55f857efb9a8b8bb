"""Believing that a question was erased: the vault says so, whatever an event says."""

from uuid import UUID

from loket_shared.failures import PermanentError
from loket_shared.sealing.vault import Vault


class ErasureNotConfirmedError(PermanentError):
    """An event says that a question was erased, and the vault still holds its keys."""


async def require_destroyed(vault: Vault, question_id: UUID) -> None:
    """Return where the keys of the question are destroyed.

    Raises:
        ErasureNotConfirmedError: they are not, so nothing may be forgotten.
        VaultUnreachable: nothing can be said about them.
    """
    if not await vault.is_destroyed(question_id):
        raise ErasureNotConfirmedError("the keys of the question are not destroyed")
