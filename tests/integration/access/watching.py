"""A service that tells what an answer cost: the statements that ran, and the keys that were asked for."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kit.memory_vault import MemoryKeys, MemoryVault
from kit.service import ServiceHarness
from sqlalchemy import event

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import KeyName
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.sealing.keys import DataKey, KeyState, VaultGrant
from loket_shared.service.runtime import ServiceDefinition

_PING = ";"
"""By which a rested connection is tried before it is used."""

_OF_THE_DRIVER = ("typeinfo_tree", "current_setting('jit')", "set_config('jit'")
"""By which the driver learns a type, the first time that a connection meets it."""


@dataclass
class Cost:
    """The statements and the opened seals during a watched request."""

    statements: list[str] = field(default_factory=list)
    keys: list[object] = field(default_factory=list)


class WatchedVault(MemoryVault):
    """A vault that notes for what it is asked."""

    def __init__(self, keys: MemoryKeys, reach: VaultGrant, cost: Cost) -> None:
        super().__init__(keys, reach)
        self.cost = cost

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        wanted = list(names)
        self.cost.keys += wanted
        return await super().ensure(wanted)

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        self.cost.keys += kids
        return await super().open(kids)


class Watched:
    """One service on the database and the keys of a scene."""

    def __init__(self, service: ServiceDefinition, database: Database, keys: MemoryKeys, clock: FixedClock) -> None:
        self._cost = Cost()
        self._vault = WatchedVault(keys, VAULT_GRANTS[service.name], self._cost)
        self.runtime = ServiceHarness(service, database, keys=keys, vault=self._vault, clock=clock).runtime

        @event.listens_for(database.engine.sync_engine, "connect")
        def connected(connection: Any, _record: object) -> None:
            connection.driver_connection.add_query_logger(lambda record: self._ran(record.query))

        # What the object mapper runs is prepared, which the driver does not tell of.
        @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
        def executed(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            self._ran(statement)

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[Cost]:
        """Count from nothing for as long as the block runs; no attempt in it repeats an earlier one."""
        attempts = self.runtime.trail.attempts
        attempts.forget(attempts.over(None))
        seen = Cost()
        self._cost = self._vault.cost = seen
        yield seen
        await asyncio.sleep(0)  # the driver tells of a statement in the loop's next turn

    def _ran(self, statement: str) -> None:
        if statement != _PING and not any(sign in statement for sign in _OF_THE_DRIVER):
            self._cost.statements.append(statement)
