"""The sample service's API, without a database."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from kit.service import client_of, sample_service
from kit.verifier import bearer


@pytest_asyncio.fixture
async def api() -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's client."""
    service = sample_service()
    async with client_of(service.app(), headers=bearer("someone")) as client:
        yield client
    await service.database.close()
