"""The back office on a real database, with a vault in memory and no broker."""

from collections.abc import AsyncIterator

import pytest_asyncio
from kit.backoffice_service import PHOTONICS, BackofficeService
from kit.service_database import empty_database

from loket_stack.postgres.databases import Databases


@pytest_asyncio.fixture
async def office(databases: Databases) -> AsyncIterator[BackofficeService]:
    """The service on an empty database."""
    async with empty_database(databases, "backoffice") as database:
        yield BackofficeService(database)


@pytest_asyncio.fixture
async def photonics(office: BackofficeService) -> BackofficeService:
    """The service with a case in which EZK leads and OCW and AIVD contribute."""
    await office.hear(office.submitted())
    await office.hear(office.decided(*PHOTONICS))
    return office
