"""The sample service's pages, for somebody who did not sign in."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio
from loket_sample.running import ADDRESS, runtime, settings

from loket_shared.db.database import Database
from loket_shared.wiring.app import create_app


@pytest_asyncio.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a session, so that no database is needed."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "htmx.js").write_text("// htmx")
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    app = create_app(runtime(settings(tmp_path, static_dir=tmp_path / "static"), database))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
        yield client
    await database.close()
