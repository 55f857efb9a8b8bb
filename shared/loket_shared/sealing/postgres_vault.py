"""The vault in a PostgreSQL database of its own: its keys for the role of one service, and its connections."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg

from loket_shared.contracts.compartments import OF_A_REQUEST, KeyName
from loket_shared.db.connection import dsn_of, limit_session
from loket_shared.failures import ErasedError, VaultUnreachableError
from loket_shared.observability.tasks import supervise
from loket_shared.sealing.key_cache import KeyCache, SigningKeyCache, follow_vault
from loket_shared.sealing.key_pool import KeyPool, new_key
from loket_shared.sealing.keys import DataKey, KeyState, VaultGrant
from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.rotate import DAYS
from loket_shared.sealing.signing_keys import PublicKey, SigningKey
from loket_shared.sealing.vault_database import VaultDatabase

CONNECTIONS = 4

SIGNING_KEY_DAYS = 90
"""Days after which a signing key is replaced."""


class PostgresVault:
    """The vault for one service's role, with a cache of the last minute's answers."""

    def __init__(
        self,
        grant: VaultGrant,
        database: VaultDatabase,
        pool: KeyPool,
        cache: KeyCache,
        signing_keys: SigningKeyCache,
        signing_key_days: int,
    ) -> None:
        self.grant = grant
        self._database = database
        self._pool = pool
        self._cache = cache
        self._signing_keys = signing_keys
        self._signing_key_days = signing_key_days

    async def allocate(self) -> UUID:
        """Return the id for a new question; raises the errors of ``Vault.allocate``."""
        keys = await self._pool.allocate()
        # Nobody can have destroyed them yet: nobody knew the id before.
        self._cache.keep([(key.kid, key) for key in keys], self._cache.mark)
        return keys[0].name.question_id

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        """Return the key of each name; raises the errors of ``Vault.ensure``."""
        wanted = {name: self._cache.by_name(name) for name in names}
        if missing := [name for name, key in wanted.items() if key is None]:
            mark = self._cache.mark
            keys = await self._database.ensure([new_key(name) for name in self._made_together(missing)])
            self._cache.keep([(key.kid, key) for key in keys], mark)
            wanted.update({key.name: key for key in keys if key.name in wanted})
        if None in wanted.values():
            raise ErasedError
        return {name: key for name, key in wanted.items() if key is not None}

    def _made_together(self, names: Sequence[KeyName]) -> set[KeyName]:
        """Return ``names`` with the other key of each contribution request, which its first event needs."""
        own = self.grant.compartments & OF_A_REQUEST
        others = (name._replace(compartment=part) for name in names if name.request_id for part in own)
        return {*names, *others}

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        """Return, for each id, the key or the reason why there is none."""
        known = {kid: self._cache.by_kid(kid) for kid in kids}
        found: dict[UUID, DataKey | KeyState] = {kid: value for kid, value in known.items() if value is not None}
        if missing := [kid for kid in known if kid not in found]:
            mark = self._cache.mark
            answers = await self._database.open(missing)
            lasting = [
                (kid, value) for kid, value in answers if isinstance(value, DataKey) or value is KeyState.FORBIDDEN
            ]
            self._cache.keep(lasting, mark)
            found.update(answers)
        return {kid: found.get(kid, KeyState.UNKNOWN) for kid in kids}

    async def ping(self) -> None:
        """Reach the vault and do nothing; raises the errors of ``Vault.ping``."""
        await self._database.task()

    def pseudonym(self, text: str) -> str:
        """Return the stable pseudonym of ``text``."""
        return self._database.pseudonym(text)

    async def destroy(self, question_id: UUID) -> None:
        """Destroy every key of a question; raises the errors of ``Vault.destroy``."""
        self._cache.forget(question_id)
        await self._database.destroy(question_id)
        self._cache.forget(question_id)

    async def is_destroyed(self, question_id: UUID) -> bool:
        """Return True if the keys of a question are destroyed; the cache is not used."""
        return await self._database.is_destroyed(question_id)

    async def signing_key(self) -> SigningKey:
        """Return this service's signing key; raises the errors of ``Vault.signing_key``."""
        if known := self._signing_keys.own():
            return known
        mark, days = self._signing_keys.mark, self._signing_key_days
        key = await self._database.signing_key(days)
        if key is None:
            key = await self._database.replace_signing_key(SigningKey.make(self.grant.service), days)
        self._signing_keys.keep_own(key, mark)
        return key

    async def public_key(self, kid: UUID) -> PublicKey | None:
        """Return the public half of any service's signing key, or None if it does not exist."""
        if known := self._signing_keys.public(kid):
            return known
        mark = self._signing_keys.mark
        key = await self._database.public_key(kid)
        if key is not None:
            self._signing_keys.keep_public(key, mark)
        return key

    async def valid_signing_keys(self) -> frozenset[UUID]:
        """Return the ids of this service's signing keys that are not revoked; the cache is not used."""
        return await self._database.valid_signing_keys()


@asynccontextmanager
async def open_vault(
    url: str,
    master_key_file: Path,
    grant: VaultGrant,
    master_key_days: float = DAYS,
    signing_key_days: int = SIGNING_KEY_DAYS,
    direct_url: str | None = None,
) -> AsyncIterator[PostgresVault]:
    """Open the vault for the block; ``url`` names the service's own role, and ``grant`` must be its rights.

    Notifications arrive on a connection to ``direct_url``, which must not lead to a pooler. A service starts also if
    the vault does not answer: calls raise ``VaultUnreachableError`` until it does. A warning is logged for a master key
    that has been in use for more than ``master_key_days``.

    Raises:
        ValueError: the master key file does not hold keys.
        OSError: the master key file cannot be read.
    """
    masters, longest = MasterKeyFile(master_key_file), timedelta(days=master_key_days)
    address, direct = dsn_of(url), dsn_of(direct_url or url)
    async with asyncpg.create_pool(
        address, min_size=0, max_size=CONNECTIONS, init=limit_session, reset=_as_it_is
    ) as connections:
        database, cache, signing_keys = VaultDatabase(connections, masters), KeyCache(), SigningKeyCache()
        pool = KeyPool(database)
        loops = [
            asyncio.create_task(supervise("vault listener", lambda: follow_vault(direct, cache, signing_keys))),
            asyncio.create_task(supervise("keys made ahead", pool.keep_filled)),
            asyncio.create_task(supervise("master keys", lambda: masters.follow(longest))),
        ]
        try:
            yield PostgresVault(grant, database, pool, cache, signing_keys, signing_key_days)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            with suppress(VaultUnreachableError):
                await pool.give_back()


async def _as_it_is(_: object) -> None:
    """Do not reset a returned connection: the function calls do not change its session.

    The driver's own reset would cost a second round trip for each request of a key.
    """
