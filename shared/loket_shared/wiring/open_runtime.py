"""Composes a running service: its database, vault, consumer and relay."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.trail import Trail
from loket_shared.broker.topics import audit_heads_topic, dead_letters_topic, declared_topics
from loket_shared.bus.consumer import EventConsumer
from loket_shared.bus.retry import FailureLog, RetryLimits
from loket_shared.contracts.topics import source_of
from loket_shared.db.database import Database
from loket_shared.observability.clock import Clock, SystemClock
from loket_shared.outbox.relay import Relay
from loket_shared.sealing import Sealer, open_vault
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import Publisher, UnitsOfWork


@asynccontextmanager
async def open_runtime(
    definition: ServiceDefinition, settings: ServiceSettings, clock: Clock | None = None
) -> AsyncIterator[Runtime]:
    """Connect a service to its database and its vault; disconnect at the end of the block."""
    trail = Trail(AuditKeys.read(settings.audit_key_file))
    clock = clock or SystemClock()
    database = Database(settings.database_address, settings.database_pool, settings.database_direct_address)
    source = source_of(definition.name, settings.oin)
    secret, days = settings.master_key_file, (settings.master_key_days, settings.signing_key_days)
    grant, direct = definition.policy.vault_grants[definition.name], settings.vault_direct_address
    async with open_vault(settings.vault_address, secret, grant, *days, direct_url=direct) as vault:
        sealer = Sealer(vault)
        publisher = Publisher(source, settings.schema_base_url, settings.public_url)
        units = UnitsOfWork(database, clock, sealer, vault, publisher, trail)
        limits = RetryLimits(settings.retry_tries, settings.retry_seconds, settings.pause_after_keys)
        failures = FailureLog(limits)
        try:
            yield Runtime(definition, settings, database, vault, sealer, clock, units, failures=failures)
        finally:
            await database.close()


def consumer_of(runtime: Runtime) -> EventConsumer:
    """Return the consumer of a running service, for the topics of all types that it subscribes to."""
    names = {kind.TOPIC for kind in runtime.definition.subscriptions}
    topics = declared_topics(runtime.settings.topics_file, names)
    consumer = EventConsumer(runtime.processor, runtime.broker, topics, owner_of=runtime.definition.owner_of)
    runtime.heartbeats.append(consumer.heartbeat)
    runtime.polls.append(consumer.polls)
    return consumer


def relay_of(runtime: Runtime) -> Relay:
    """Return the relay of a running service, for its own topics and those of its dead letters and audit heads."""
    definition = runtime.definition
    names = {*definition.publishes, dead_letters_topic(definition.group), audit_heads_topic(definition.group)}
    topics = declared_topics(runtime.settings.topics_file, names)
    relay = Relay(definition.name, runtime.database, runtime.broker, topics, runtime.vault)
    runtime.heartbeats.append(relay.heartbeat)
    return relay
