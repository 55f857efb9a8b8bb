"""The sample service's pages, for somebody who did not sign in."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio
from kit.service import client_of, sample_service

from loket_shared.wiring.app import create_app


@pytest_asyncio.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a session, so that no database is needed."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "htmx.js").write_text("// htmx")
    service = sample_service(static_dir=tmp_path / "static")
    async with client_of(create_app(service.runtime)) as client:
        yield client
    await service.database.close()
