"""The sample service on a real database, with the development identity provider beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from integration.identity.scene import Scene
from kit.service_database import empty_database

from loket_stack.postgres.databases import Databases


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the provider's key: one for all tests, because making a key takes a while."""
    return tmp_path_factory.mktemp("keys")


@pytest_asyncio.fixture
async def scene(databases: Databases, keys: Path) -> AsyncIterator[Scene]:
    """Nobody has signed in yet."""
    async with empty_database(databases, "intake", "loket_sample") as database:
        yield Scene(database, keys)
