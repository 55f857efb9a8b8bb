"""The vault's database for one service's role: it only calls the vault's functions."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

import asyncpg

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.connection import BROKEN
from loket_shared.failures import KeyForbiddenError, VaultUnreachableError
from loket_shared.sealing.keys import DataKey, KeyState, service_of
from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.master_keys import MasterKeyMissingError, Wrapped
from loket_shared.sealing.signing_keys import PublicKey, SigningKey, WrappedSigningKey

SECONDS_TO_ANSWER = 5.0
CHANNEL = "vault_destroyed"
REVOKED_CHANNEL = "vault_revoked"
T = TypeVar("T")

# Except for a missing right, no error of the database tells the state of a key: the database is
# stopping, full or not migrated, or an idle connection broke.
_NOT_ADMITTED = "VK001"
"""The error code of ``vault.admit``."""

_AWAY = (OSError, TimeoutError, asyncpg.PostgresError, *BROKEN)


class Task(NamedTuple):
    """The share of a service in filling the pool of questions."""

    takes_in: bool
    makes_ahead: bool


class VaultDatabase:
    """Calls the vault's functions; every call may raise ``VaultUnreachableError`` or ``KeyForbiddenError``."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", masters: MasterKeyFile) -> None:
        self._pool = pool
        self._masters = masters

    def pseudonym(self, text: str) -> str:
        """Return the stable pseudonym of ``text``."""
        return self._masters.keys.pseudonym(text)

    async def task(self) -> Task:
        """Return this service's share in filling the pool."""
        (row,) = await self._fetch("SELECT takes_in, makes_ahead <> '{}' AS makes_ahead FROM vault.me()")
        return Task(row["takes_in"], row["makes_ahead"])

    async def open(self, kids: Sequence[UUID]) -> list[tuple[UUID, DataKey | KeyState]]:
        """Return the requested keys that the role may have, and the other keys of their questions."""
        return await self._with_newest_keys(lambda: self._open(kids))

    async def ensure(self, keys: Sequence[DataKey]) -> list[DataKey]:
        """Return the keys with these names: the existing ones, or else the given ones, which are stored."""
        return await self._with_newest_keys(lambda: self._ensure(keys))

    async def _open(self, kids: Sequence[UUID]) -> list[tuple[UUID, DataKey | KeyState]]:
        rows = await self._fetch("SELECT * FROM vault.open($1)", kids)
        return [(row["kid"], self._answer(row)) for row in rows]

    async def _ensure(self, keys: Sequence[DataKey]) -> list[DataKey]:
        if not keys:
            return []
        wrapped = [self._masters.keys.wrap(key) for key in keys]
        rows = await self._fetch(
            "SELECT * FROM vault.ensure($1, $2, $3, $4, $5, $6)",
            [key.kid for key in wrapped],
            [key.name.question_id for key in wrapped],
            [key.name.compartment for key in wrapped],
            [key.name.request_id for key in wrapped],
            [key.wrapped for key in wrapped],
            wrapped[0].version,
        )
        return [self._unwrap(row) for row in rows]

    async def claim(self, most: int) -> list[DataKey]:
        """Take at most ``most`` questions out of the pool and return their keys."""
        self._masters.reload()  # claimed questions cannot be claimed again
        return [self._unwrap(row) for row in await self._fetch("SELECT * FROM vault.claim($1)", most)]

    async def give_back(self, question_ids: Sequence[UUID]) -> None:
        """Return unused questions to the pool."""
        await self._fetch("SELECT vault.give_back($1)", question_ids)

    async def pooled(self) -> int:
        """Return the number of questions in the pool."""
        (row,) = await self._fetch("SELECT vault.pooled() AS pooled")
        return int(row["pooled"])

    async def stock(self, question_ids: Sequence[UUID]) -> None:
        """Add new questions to the pool, still without keys."""
        await self._fetch("SELECT vault.stock($1)", question_ids)

    async def lacking(self, most: int) -> list[KeyName]:
        """Return at most ``most`` names of keys that this role should make ahead."""
        rows = await self._fetch("SELECT * FROM vault.lacking($1)", most)
        return [KeyName(row["question_id"], Compartment(row["compartment"])) for row in rows]

    async def destroy(self, question_id: UUID) -> None:
        """Destroy the question's keys."""
        await self._fetch("SELECT vault.destroy($1)", question_id)

    async def _with_newest_keys(self, question: Callable[[], Awaitable[T]]) -> T:
        """Call ``question``; if a master key is missing, read the file again and call it once more."""
        try:
            return await question()
        except MasterKeyMissingError:
            self._masters.reload()
            return await question()

    async def is_destroyed(self, question_id: UUID) -> bool:
        """Return True if the question's keys are destroyed."""
        (row,) = await self._fetch("SELECT vault.is_destroyed($1) AS destroyed", question_id)
        return bool(row["destroyed"])

    async def signing_key(self, days: int) -> SigningKey | None:
        """Return the role's signing key, or None if it has none that is younger than ``days``."""
        return await self._with_newest_keys(lambda: self._signing_key(days))

    async def replace_signing_key(self, key: SigningKey, days: int) -> SigningKey:
        """Return the role's signing key; store ``key`` as such if it has none that is younger than ``days``."""
        return await self._with_newest_keys(lambda: self._replace_signing_key(key, days))

    async def _signing_key(self, days: int) -> SigningKey | None:
        rows = await self._fetch("SELECT * FROM vault.signing_key($1)", days)
        return next((_read_signing_key(row).unwrap(self._masters.keys) for row in rows), None)

    async def _replace_signing_key(self, key: SigningKey, days: int) -> SigningKey:
        new = WrappedSigningKey.wrap(key, self._masters.keys)
        statement = "SELECT * FROM vault.replace_signing_key($1, $2, $3, $4, $5)"
        (row,) = await self._fetch(statement, new.kid, new.public, new.wrapped, new.version, days)
        return _read_signing_key(row).unwrap(self._masters.keys)

    async def public_key(self, kid: UUID) -> PublicKey | None:
        """Return the public half of any service's signing key, or None if it does not exist."""
        rows = await self._fetch("SELECT * FROM vault.public_key($1)", kid)
        return next((PublicKey.read(kid, service_of(row["role"]), row["public"], row["revoked"]) for row in rows), None)

    async def valid_signing_keys(self) -> frozenset[UUID]:
        """Return the ids of the role's signing keys, old and new, that are not revoked."""
        return frozenset(row["kid"] for row in await self._fetch("SELECT vault.valid_signing_keys() AS kid"))

    async def _fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        try:
            async with self._pool.acquire(timeout=SECONDS_TO_ANSWER) as connection:
                rows: list[asyncpg.Record] = await connection.fetch(statement, *arguments, timeout=SECONDS_TO_ANSWER)
                return rows
        except asyncpg.InsufficientPrivilegeError as error:
            raise KeyForbiddenError("this role may not do this in the vault") from error
        except _AWAY as error:
            if getattr(error, "sqlstate", None) == _NOT_ADMITTED:
                raise MasterKeyMissingError("the vault admits nothing under this master key any more") from error
            # The cause probably broke the other connections too, so none of them is used again.
            await self._pool.expire_connections()
            raise VaultUnreachableError("the vault does not answer") from error

    def _answer(self, row: asyncpg.Record) -> DataKey | KeyState:
        return self._unwrap(row) if row["state"] == "open" else KeyState(row["state"])

    def _unwrap(self, row: asyncpg.Record) -> DataKey:
        name = KeyName(row["question_id"], Compartment(row["compartment"]), row["request_id"])
        return self._masters.keys.unwrap(Wrapped(row["kid"], name, row["wrapped"], row["master_version"]))


def _read_signing_key(row: asyncpg.Record) -> WrappedSigningKey:
    service = service_of(row["role"])
    return WrappedSigningKey(row["kid"], service, row["public"], row["wrapped"], row["master_version"])
