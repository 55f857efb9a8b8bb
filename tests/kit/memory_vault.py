"""A vault in memory, for tests and for services that run without a database of keys."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import ErasedError, KeyForbiddenError, VaultUnreachableError
from loket_shared.sealing.keys import SECRET_BYTES, DataKey, KeyState, VaultGrant
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.signing_keys import PublicKey, SigningKey

EVERYTHING = VaultGrant("test", frozenset(Compartment), takes_in=True, erases=True)


@dataclass
class MemoryKeys:
    """All keys; each service looks at them through a ``MemoryVault`` of its own."""

    masters: MasterKeys = field(default_factory=lambda: MasterKeys({1: os.urandom(SECRET_BYTES)}))
    by_name: dict[KeyName, DataKey] = field(default_factory=dict)
    names: dict[UUID, KeyName] = field(default_factory=dict)
    destroyed: set[UUID] = field(default_factory=set)
    signing: dict[UUID, SigningKey] = field(default_factory=dict)
    in_use: dict[str, UUID] = field(default_factory=dict)
    revoked: set[UUID] = field(default_factory=set)

    def ensure(self, name: KeyName) -> DataKey:
        """Return the key of ``name``, made now where there was none."""
        if name not in self.by_name:
            key = DataKey(uuid4(), name, os.urandom(SECRET_BYTES))
            self.by_name[name], self.names[key.kid] = key, name
        return self.by_name[name]

    def destroy(self, question_id: UUID) -> None:
        """Forget the secrets of a question and remember that they are gone."""
        self.destroyed.add(question_id)
        for name in [name for name in self.by_name if name.question_id == question_id]:
            del self.by_name[name]

    def signing_key(self, service: str) -> SigningKey:
        """Return the key that ``service`` signs with, made now where it has none."""
        if service not in self.in_use:
            key = SigningKey.make(service)
            self.signing[key.kid], self.in_use[service] = key, key.kid
        return self.signing[self.in_use[service]]

    def retire(self, service: str) -> None:
        """Let the signing key of ``service`` be too old to sign with."""
        del self.in_use[service]

    def revoke(self, kid: UUID) -> None:
        """Let a signing key prove nothing any more."""
        self.revoked.add(kid)
        self.in_use = {service: used for service, used in self.in_use.items() if used != kid}


class MemoryVault:
    """The vault of one service; ``reachable = False`` plays a vault that is away."""

    def __init__(self, keys: MemoryKeys | None = None, reach: VaultGrant = EVERYTHING) -> None:
        self._keys = keys or MemoryKeys()
        self.grant = reach
        self.reachable = True

    async def allocate(self) -> UUID:
        """Return the id for a new question; raises as ``Vault.allocate`` does."""
        self._permit(self.grant.takes_in)
        return uuid4()

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        """Return the key of each name; raises as ``Vault.ensure`` does."""
        wanted = list(names)
        self._permit(all(name.compartment in self.grant.compartments for name in wanted))
        if any(name.question_id in self._keys.destroyed for name in wanted):
            raise ErasedError
        return {name: self._keys.ensure(name) for name in wanted}

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        """Return for each id the key, or why it cannot be had."""
        self._permit(True)
        return {kid: self._open_one(kid) for kid in kids}

    async def ping(self) -> None:
        """Do nothing but reach the vault; raises as ``Vault.ping`` does."""
        self._permit(True)

    def pseudonym(self, text: str) -> str:
        """Return a stable name that stands for ``text``."""
        return self._keys.masters.pseudonym(text)

    async def destroy(self, question_id: UUID) -> None:
        """Destroy every key of a question; raises as ``Vault.destroy`` does."""
        self._permit(self.grant.erases)
        self._keys.destroy(question_id)

    async def is_destroyed(self, question_id: UUID) -> bool:
        """Return whether the keys of a question were destroyed."""
        self._permit(True)
        return question_id in self._keys.destroyed

    async def signing_key(self) -> SigningKey:
        """Return the key that this service signs with."""
        self._permit(True)
        return self._keys.signing_key(self.grant.service)

    async def public_key(self, kid: UUID) -> PublicKey | None:
        """Return the public half of any service's signing key, or None where there is no such key."""
        self._permit(True)
        key = self._keys.signing.get(kid)
        return PublicKey.read(kid, key.service, key.public, kid in self._keys.revoked) if key else None

    async def valid_signing_keys(self) -> frozenset[UUID]:
        """Return the ids of this service's own signing keys that were not revoked."""
        self._permit(True)
        own = {kid for kid, key in self._keys.signing.items() if key.service == self.grant.service}
        return frozenset(own - self._keys.revoked)

    def _permit(self, permitted: bool) -> None:
        if not self.reachable:
            raise VaultUnreachableError("the vault is away")
        if not permitted:
            raise KeyForbiddenError("this role may not do this in the vault")

    def _open_one(self, kid: UUID) -> DataKey | KeyState:
        name = self._keys.names.get(kid)
        if name is None:
            return KeyState.UNKNOWN
        if name.compartment not in self.grant.compartments:
            return KeyState.FORBIDDEN
        return self._keys.by_name.get(name, KeyState.DESTROYED)
