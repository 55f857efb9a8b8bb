"""The definition of a service, and its composed parts while it runs."""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from fastapi import APIRouter

from loket_shared.audit.trail import Trail
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.bus.dead_letters.access import OwnerLookup, RecordOwnerLookup, no_owner
from loket_shared.bus.handlers import EventDispatcher, Handler
from loket_shared.bus.processor import InboxProcessor
from loket_shared.bus.retry import FailureLog, RetryLimits
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Event
from loket_shared.contracts.texts import BilingualText
from loket_shared.contracts.topics import Topic, producer_of
from loket_shared.db.database import Database
from loket_shared.envelope import EventVerifier
from loket_shared.group_commit import Act, GroupCommit, Item, Outcome
from loket_shared.observability.clock import Clock
from loket_shared.observability.tasks import Heartbeat
from loket_shared.processing_log.register import Register
from loket_shared.sealing import Sealer, Vault
from loket_shared.sealing.keys import VaultGrant
from loket_shared.service.moved_addresses import MovedAddresses
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import UnitOfWork, UnitsOfWork


@dataclass(frozen=True)
class DeskPolicy:
    """The policy: ``vault_grants`` by service, the ``covert`` departments and the ``register`` of processing
    activities.

    ``covert`` holds the codes of the departments whose participation must stay hidden.
    """

    vault_grants: Mapping[str, VaultGrant]
    covert: frozenset[str]
    register: Register


@dataclass(frozen=True)
class ServiceDefinition:
    """The definition of one service: its subscriptions, topics, routes, pages and background loops.

    ``owner_of`` and ``owner_of_record`` return the owner of a dead letter and of a parked record, so that only a covert
    department sees its own. ``desk_compartment`` selects the desk's key that seals the reasons for dropped records.
    ``background`` holds loops that run until they are cancelled; one that fails is restarted.
    """

    name: str
    title: BilingualText
    version: str
    settings: type[ServiceSettings]
    publishes: tuple[Topic, ...]
    subscriptions: Mapping[type[Event], Handler[Any]]
    policy: DeskPolicy
    routers: tuple[APIRouter, ...]
    pages: tuple[APIRouter, ...] = ()
    moved: MovedAddresses = field(default_factory=MovedAddresses)
    owner_of: OwnerLookup = no_owner
    owner_of_record: RecordOwnerLookup = no_owner
    desk_compartment: Compartment = Compartment.QUESTION
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
    """The parts of one running service.

    ``heartbeats`` beat with every turn of a loop, also of one without work; ``polls`` beat while the consumer receives.
    """

    definition: ServiceDefinition
    settings: ServiceSettings
    database: Database
    vault: Vault
    sealer: Sealer
    clock: Clock
    units_of_work: UnitsOfWork
    heartbeats: list[Heartbeat] = field(default_factory=list)
    failures: FailureLog = field(default_factory=lambda: FailureLog(RetryLimits()))
    polls: list[Heartbeat] = field(default_factory=list)
    _group_commits: dict[Act[Any, Any], GroupCommit[Any, Any]] = field(default_factory=dict)

    @cached_property
    def broker(self) -> KafkaBroker:
        """The broker that the settings name."""
        return KafkaBroker.of(self.settings)

    @cached_property
    def processor(self) -> InboxProcessor:
        """The processor of received records."""
        verifier = EventVerifier(self.vault, partial(producer_of, oin=self.settings.oin))
        dispatcher = EventDispatcher(self.definition.subscriptions, self.sealer)
        return InboxProcessor(self.definition.group, dispatcher, self.unit_of_work, verifier, self.failures)

    @property
    def trail(self) -> Trail:
        """The keys and counters for writing to the audit trail."""
        return self.units_of_work.trail

    def unit_of_work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one transaction; it commits at the end of the block and rolls back on an exception."""
        return self.units_of_work()

    async def carry_out(self, act: Act[Item, Outcome], item: Item, apart: Hashable = None) -> Outcome:
        """Carry out ``item`` in one transaction with what comes at the same time; see ``GroupCommit.carry_out``."""
        if act not in self._group_commits:
            self._group_commits[act] = GroupCommit(self.unit_of_work, act)
        commits: GroupCommit[Item, Outcome] = self._group_commits[act]
        return await commits.carry_out(item, apart)
