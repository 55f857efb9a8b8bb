"""Makes question ids and their keys ahead of time and claims them in batches, so that allocating one is free."""

import asyncio
import os
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from uuid import UUID, uuid4

from loket_shared.contracts.compartments import KeyName
from loket_shared.db.ids import new_id
from loket_shared.sealing.keys import SECRET_BYTES, DataKey
from loket_shared.sealing.vault_database import VaultDatabase

WAITING = 512
"""Number of questions in the vault's pool."""

CLAIMED_AT_ONCE = 64
CLAIM_BELOW = CLAIMED_AT_ONCE // 2
MADE_AT_ONCE = 1024
SECONDS_BETWEEN_LOOKS = 1.0


def new_key(name: KeyName) -> DataKey:
    """Return a new random key for ``name``."""
    return DataKey(uuid4(), name, os.urandom(SECRET_BYTES))


class KeyPool:
    """The questions that this process has claimed; it also fills the vault's pool.

    A claimed question that is never used leaves keys that seal nothing; ``give_back`` returns such questions at a
    regular stop.
    """

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._claimed: deque[list[DataKey]] = deque()
        self._one_at_a_time = asyncio.Lock()
        self._low = asyncio.Event()

    async def allocate(self) -> list[DataKey]:
        """Return the keys of a question that nobody else has; raises the errors of ``Vault.allocate``."""
        while not self._claimed:
            await self._claim(below=1)
        if len(self._claimed) <= CLAIM_BELOW:
            self._low.set()
        return self._claimed.popleft()

    async def keep_filled(self) -> None:
        """Make keys ahead, and claim the next batch before the last one is used up; return if this role makes none."""
        task = await self._database.task()
        while task.makes_ahead:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._low.wait(), SECONDS_BETWEEN_LOOKS)
            if self._low.is_set():
                self._low.clear()
                await self._claim(below=CLAIM_BELOW + 1)
            await self.fill(task.takes_in)

    async def fill(self, takes_in: bool) -> None:
        """Fill the vault's pool: with new questions if ``takes_in``, and with this role's keys for them."""
        if takes_in and (missing := WAITING - await self._database.pooled()) > 0:
            await self._database.stock([new_id() for _ in range(missing)])
        while names := await self._database.lacking(MADE_AT_ONCE):
            await self._database.ensure([new_key(name) for name in names])

    async def give_back(self) -> None:
        """Return the questions that were claimed but not allocated."""
        unused = [keys[0].name.question_id for keys in self._claimed]
        self._claimed.clear()
        if unused:
            await self._database.give_back(unused)

    async def _claim(self, below: int) -> None:
        async with self._one_at_a_time:
            if len(self._claimed) >= below:
                return
            keys = await self._database.claim(CLAIMED_AT_ONCE)
            if not keys:
                await self.fill(takes_in=True)
                keys = await self._database.claim(CLAIMED_AT_ONCE)
            self._claimed.extend(_by_question(keys))


def _by_question(keys: Iterable[DataKey]) -> Iterable[list[DataKey]]:
    def question(key: DataKey) -> UUID:
        return key.name.question_id

    return (list(group) for _, group in groupby(keys, question))
