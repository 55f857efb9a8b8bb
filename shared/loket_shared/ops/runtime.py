"""What a running service holds: the composition of its parts, built once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from pydantic import SecretStr

from loket_shared.bus.dead_letters.access import OwnerOf, nobody
from loket_shared.bus.handlers import Handler
from loket_shared.contracts.event import Event
from loket_shared.contracts.texts import Text
from loket_shared.contracts.topics import Topic
from loket_shared.db.database import Database
from loket_shared.db.unit_of_work import Publisher, UnitOfWork, UnitsOfWork
from loket_shared.ops.clock import Clock, SystemClock
from loket_shared.ops.pulse import Pulse
from loket_shared.ops.settings import ServiceSettings
from loket_shared.sealing import Sealer, Vault, open_vault


@dataclass(frozen=True)
class ServiceDefinition:
    """Everything that makes one service: what comes in, what goes out and what runs beside it.

    ``owner_of`` tells whose work a dead letter is about, so that a covert department's stay its own.
    ``background`` holds loops that run until they are cancelled; one that fails is restarted.
    """

    name: str
    title: Text
    version: str
    settings: type[ServiceSettings]
    publishes: tuple[Topic, ...]
    subscriptions: Mapping[type[Event], Handler[Any]]
    routers: tuple[APIRouter, ...]
    pages: tuple[APIRouter, ...] = ()
    owner_of: OwnerOf = nobody
    background: "tuple[Callable[[Runtime], Awaitable[None]], ...]" = ()

    @property
    def package(self) -> str:
        """The Python package of the service."""
        return f"loket_{self.name}"

    @property
    def group(self) -> str:
        """The Kafka consumer group, and the name of the consumer in the inbox."""
        return f"loket.{self.name}"


@dataclass(frozen=True)
class Runtime:
    """One running service."""

    definition: ServiceDefinition
    settings: ServiceSettings
    database: Database
    vault: Vault
    sealer: Sealer
    clock: Clock
    units_of_work: UnitsOfWork
    state: dict[str, Any] = field(default_factory=dict)
    pulses: list[Pulse] = field(default_factory=list)

    def complaints(self) -> list[str]:
        """Return why loops keep failing, for those that do."""
        return [complaint for pulse in self.pulses if (complaint := pulse.complaint)]

    def unit_of_work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction: committed at the end of the block, rolled back on an exception."""
        return self.units_of_work()


@asynccontextmanager
async def open_runtime(
    definition: ServiceDefinition, settings: ServiceSettings, clock: Clock | None = None
) -> AsyncIterator[Runtime]:
    """Connect a service to its database and its vault, and disconnect at the end of the block."""
    clock = clock or SystemClock()
    database = Database(
        settings.database_url.get_secret_value(), settings.database_pool, _revealed(settings.database_direct_url)
    )
    source = f"urn:nld:oin:{settings.oin}:systeem:loket-{definition.name}"
    vault_url, direct_url = settings.vault_url.get_secret_value(), _revealed(settings.vault_direct_url)
    async with open_vault(vault_url, settings.master_key_file, direct_url) as vault:
        sealer = Sealer(vault)
        publisher = Publisher(source, settings.schema_base_url, settings.public_url)
        units = UnitsOfWork(database, clock, sealer, vault, publisher)
        try:
            yield Runtime(definition, settings, database, vault, sealer, clock, units)
        finally:
            await database.close()


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
