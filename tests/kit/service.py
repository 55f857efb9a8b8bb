"""A service in the hands of a test: keys in memory, a clock that stands still and no broker."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import httpx
from fastapi import FastAPI
from loket_sample.main import SERVICE as SAMPLE

from kit.audit_trail import trail
from kit.events import incoming, published_events
from kit.memory_vault import MemoryKeys, MemoryVault
from kit.settings import NO_DATABASE, settings_of
from kit.verifier import ONLY_SOMEONE, NameVerifier
from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.topics import source_of
from loket_shared.db.database import Database
from loket_shared.http.description import describe
from loket_shared.observability import logs
from loket_shared.observability.clock import FixedClock
from loket_shared.sealing.sealer import Sealer
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.unit_of_work import Publisher, UnitsOfWork
from loket_shared.wiring.app import create_app

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday."""


class ServiceHarness:
    """A service on ``database``, or on none that answers; ``changes`` are made to its settings."""

    def __init__(
        self,
        definition: ServiceDefinition,
        database: Database | None = None,
        *,
        keys: MemoryKeys | None = None,
        vault: MemoryVault | None = None,
        clock: FixedClock | None = None,
        **changes: Any,
    ) -> None:
        name = definition.name
        self.definition = definition
        self.settings = settings_of(definition.settings, name, **changes)
        self.database = database or Database(NO_DATABASE)
        self.clock = clock or FixedClock(START)
        self.keys = keys or MemoryKeys()
        self.vault = vault or MemoryVault(self.keys, VAULT_GRANTS.get(name, VAULT_GRANTS["intake"]))
        publisher = Publisher(source_of(name, self.settings.oin), "https://schemas.example", self.settings.public_url)
        self.unit_of_work = UnitsOfWork(self.database, self.clock, Sealer(self.vault), self.vault, publisher, trail())

    @property
    def runtime(self) -> Runtime:
        """The running service."""
        return self.runtime_of(self.definition)

    def runtime_of(self, definition: ServiceDefinition, **changes: Any) -> Runtime:
        """Return what runs as ``definition`` on the same database and keys; ``changes`` are made to the settings."""
        work = self.unit_of_work
        settings = self.settings.model_copy(update=changes)
        return Runtime(definition, settings, work.database, work.vault, work.sealer, work.clock, work)

    def app(self, verifier: NameVerifier = ONLY_SOMEONE) -> FastAPI:
        """Return the service as it answers HTTP."""
        return create_app(self.runtime, verifier)

    def wait(self, **elapsed: float) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(**elapsed)

    async def hear(self, *events: Event) -> None:
        """Let the service handle events as the bus would: each in one transaction."""
        for event in events:
            async with self.unit_of_work() as work:
                await self.definition.subscriptions[type(event)](work, incoming(event, self.clock.now()))

    async def erase(self, erased: CaseErased) -> None:
        """Destroy the keys of a question, and let the service hear of it."""
        self.keys.destroy(erased.question_id)
        await self.hear(erased)

    async def events_for(self, service: str) -> list[Event]:
        """Return the events in the outbox, opened with the keys of ``service``."""
        return await published_events(self.database, Sealer(MemoryVault(self.keys, VAULT_GRANTS[service])))


def client_of(app: FastAPI, **sent: Any) -> httpx.AsyncClient:
    """Return a client in this process; ``sent`` goes with every request."""
    address = app.state.runtime.settings.public_url
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address, **sent)


def definition_of(service: str) -> ServiceDefinition:
    """Return the definition of a service of the desk."""
    definition: ServiceDefinition = import_module(f"loket_{service}.main").SERVICE
    return definition


def openapi_of(service: str) -> dict[str, Any]:
    """Return the OpenAPI document of a service of the desk."""
    harness = ServiceHarness(definition_of(service))
    return describe(harness.app(), harness.runtime)


def sample_service(database: Database | None = None, **changes: Any) -> ServiceHarness:
    """Return the service that has one of everything and belongs to no desk; it logs as services do."""
    logs.configure("sample", "INFO")
    return ServiceHarness(SAMPLE, database, **changes)
