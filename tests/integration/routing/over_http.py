"""The routing service's API in this process, on a desk of the test."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from integration.routing.desk import Desk
from loket_sample.running import ADDRESS, settings

from loket_routing.main import SERVICE
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.wiring.app import create_app


class ByName:
    """Takes a persona's name for a token."""

    def __init__(self, personas: Mapping[str, Principal]) -> None:
        self._personas = personas

    async def verify(self, token: str) -> Principal:
        return self._personas[token]


def as_persona(name: str) -> dict[str, str]:
    """The header with which ``name`` asks."""
    return {"Authorization": f"Bearer {name}"}


@asynccontextmanager
async def over_http(desk: Desk, folder: Path, personas: Mapping[str, Principal]) -> AsyncIterator[httpx.AsyncClient]:
    """Serve ``desk`` to ``personas``; settings of the service live in ``folder``."""
    units = desk.unit_of_work
    runtime = Runtime(SERVICE, settings(folder), desk.database, desk.vault, units.sealer, desk.clock, units)
    transport = httpx.ASGITransport(create_app(runtime, ByName(personas)))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield client
