"""The routing service on a real database, with a vault in memory and no broker."""

from collections.abc import AsyncIterator

import pytest_asyncio
from kit.routing_service import RoutingService
from kit.service_database import empty_database

from loket_stack.postgres.databases import Databases


@pytest_asyncio.fixture
async def desk(databases: Databases) -> AsyncIterator[RoutingService]:
    """The service on an empty database."""
    async with empty_database(databases, "routing") as database:
        yield RoutingService(database)
