"""A database for each test, and the brokers: in memory, and Apache Kafka started once."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from integration.bus.provided import provisions
from integration.bus.small_service import SmallService
from kit.brokers import BrokerInHand, KafkaInHand, MemoryInHand
from sqlalchemy import Connection, text

from loket_shared.db.database import Database
from loket_shared.service.tables import create_audit_tables, create_bus_tables
from loket_stack.kafka.provisioning import provision_kafka
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER

_DONE = "CREATE TABLE done (position bigserial PRIMARY KEY, key text, sequence bigint, event_id text)"


@pytest_asyncio.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    """A new database with the tables of the bus, and one for the small service."""
    name = f"bus_{uuid4().hex}"
    await _execute(databases, f"CREATE DATABASE {name}")
    url = databases.url(SUPERUSER, name).replace("postgresql://", "postgresql+asyncpg://")
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_create_tables)
    yield database
    await database.close()
    await _execute(databases, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["memory", "kafka"])
def in_hand(request: pytest.FixtureRequest) -> BrokerInHand:
    """Each of the brokers in turn: what holds on one must hold on the other."""
    if request.param == "memory":
        return MemoryInHand()
    server: KafkaInHand = request.getfixturevalue("kafka")
    return server


@pytest_asyncio.fixture
async def desk_kafka(kafka: KafkaInHand) -> KafkaInHand:
    """Apache Kafka with the topics, rights and logins of the desk."""
    await provision_kafka(kafka.administrator, provisions(kafka))
    return kafka


@pytest.fixture
def service(database: Database, in_hand: BrokerInHand) -> SmallService:
    """The small service on the broker in hand."""
    return SmallService(database, in_hand.broker)


@pytest.fixture
def quiet_service(database: Database) -> SmallService:
    """The small service on a broker in memory, for what does not depend on the broker."""
    return SmallService(database, MemoryInHand().broker)


def _create_tables(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        create_bus_tables()
        create_audit_tables()
    connection.execute(text(_DONE))


async def _execute(databases: Databases, statement: str) -> None:
    connection = await asyncpg.connect(databases.url(SUPERUSER, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
