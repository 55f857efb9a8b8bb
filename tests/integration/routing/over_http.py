"""The routing service's API in this process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
from kit.routing_service import RoutingService
from kit.service import client_of
from kit.verifier import NameVerifier

from loket_shared.principal import Principal


@asynccontextmanager
async def over_http(desk: RoutingService, personas: Mapping[str, Principal]) -> AsyncIterator[httpx.AsyncClient]:
    """Serve ``desk`` to ``personas``."""
    async with client_of(desk.app(NameVerifier(personas.get))) as client:
        yield client
