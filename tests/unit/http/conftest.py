"""The sample service's API, without a database."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio
from loket_sample.running import ADDRESS, Anybody, runtime, settings

from loket_shared.db.database import Database
from loket_shared.wiring.app import create_app


@pytest_asyncio.fixture
async def api(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's client."""
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    app = create_app(runtime(settings(tmp_path), database), Anybody())
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": "Bearer someone"}
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers) as client:
        yield client
    await database.close()
