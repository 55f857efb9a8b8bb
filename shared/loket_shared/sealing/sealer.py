"""Seals and opens values with the keys of a vault."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.contracts.compartments import KeyName
from loket_shared.failures import ErasedError, KeyForbiddenError, WrongSealError
from loket_shared.sealing.keys import DataKey, KeyState, VaultGrant
from loket_shared.sealing.seals import AesGcmSeal, Box, Seal
from loket_shared.sealing.vault import Vault


class ToSeal(NamedTuple):
    """A value that is to be sealed."""

    content: bytes
    name: KeyName
    aad: bytes


class Opened(NamedTuple):
    """An opened value, with the name of its key."""

    content: bytes
    name: KeyName


class Sealer:
    """Seals under the keys of one vault; several values together cost at most one round trip."""

    def __init__(self, vault: Vault, seal: Seal | None = None) -> None:
        self._vault = vault
        self._seal = seal or AesGcmSeal()

    @property
    def grant(self) -> VaultGrant:
        """The rights of this service in the vault."""
        return self._vault.grant

    async def seal_all(self, values: Sequence[ToSeal]) -> list[Box]:
        """Seal each value under the key that it names; missing keys are made.

        Raises:
            ErasedError: a key belongs to an erased question.
            KeyForbiddenError: a compartment is not in the service's grant.
        """
        keys = await self._vault.ensure({value.name for value in values})
        return [self._seal.close(value.content, keys[value.name], value.aad) for value in values]

    async def open_all(self, boxes: Sequence[tuple[Box, bytes]]) -> list[Opened | KeyState]:
        """Open each box with its ``aad``; for a box without a key, return the reason.

        Raises:
            WrongSealError: a box was not sealed with its key for this ``aad``.
        """
        keys = await self._vault.open({box.kid for box, _ in boxes})
        return [self._open_one(box, keys[box.kid], aad) for box, aad in boxes]

    async def fetch_keys(self, kids: Collection[UUID]) -> None:
        """Ask the vault for several keys in one round trip; while it caches, opening with them costs no other."""
        await self._vault.open(kids)

    async def seal(self, content: bytes, name: KeyName, aad: bytes) -> bytes:
        """Seal one value and return the bytes to store; raises the errors of ``seal_all``."""
        (box,) = await self.seal_all([ToSeal(content, name, aad)])
        return box.to_bytes()

    async def open(self, blob: bytes, aad: bytes) -> bytes:
        """Return the value that ``seal`` sealed.

        Raises:
            ErasedError: its key is destroyed.
            KeyForbiddenError: its compartment is not in the service's grant.
            WrongSealError: its key does not exist, or the value was not sealed with it for this ``aad``.
        """
        (opened,) = await self.open_all([(Box.from_bytes(blob), aad)])
        return _content(opened)

    async def open_many(self, blobs: Sequence[tuple[bytes, bytes]]) -> list[bytes | KeyState]:
        """Open stored values with their ``aad``, for lists: each value, or the reason why its key is not available.

        Raises:
            WrongSealError: a key does not exist, or a value was not sealed for its ``aad``.
        """
        opened = await self.open_all([(Box.from_bytes(blob), aad) for blob, aad in blobs])
        if KeyState.UNKNOWN in opened:
            raise WrongSealError("no key has the id that a sealed value names")
        return [value.content if isinstance(value, Opened) else value for value in opened]

    def _open_one(self, box: Box, key: DataKey | KeyState, aad: bytes) -> Opened | KeyState:
        if isinstance(key, KeyState):
            return key
        return Opened(self._seal.open(box, key, aad), key.name)


def _content(opened: Opened | KeyState) -> bytes:
    match opened:
        case KeyState.DESTROYED:
            raise ErasedError
        case KeyState.FORBIDDEN:
            raise KeyForbiddenError("the key is of a compartment that this service does not reach")
        case KeyState.UNKNOWN:
            raise WrongSealError("no key has the id that the sealed value names")
        case Opened():
            return opened.content
