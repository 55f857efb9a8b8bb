"""The sample service and the identity provider on real sockets, for a real browser."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket

import uvicorn
from fastapi import FastAPI
from kit.service import sample_service
from kit.settings import SECRET

from loket_shared.db.database import Database
from loket_shared.observability.clock import SystemClock
from loket_shared.wiring.app import create_app
from loket_stack.identity.app import create_identity_provider
from loket_stack.identity.clients import CODE, Client, Clients
from loket_stack.identity.tokens import Issuer, signing_key


@dataclass(frozen=True)
class Served:
    """The addresses of the service and the provider."""

    sample: str
    provider: str


@asynccontextmanager
async def serving(
    database: Database, static_dir: Path, keys: Path, free_port: Callable[[], int]
) -> AsyncIterator[Served]:
    """Serve both while the block runs."""
    ports = free_port(), free_port()
    at = Served(*(f"http://127.0.0.1:{port}" for port in ports))
    client = Client(
        client_id="loket-sample",
        client_secret=SECRET,
        grant_types=(CODE,),
        redirect_uris=(f"{at.sample}/callback",),
        post_logout_redirect_uris=(f"{at.sample}/",),
        backchannel_logout_uri=f"{at.sample}/backchannel-logout",
    )
    told = {"static_dir": static_dir, "public_url": at.sample, "intake_url": at.sample, "oidc_issuer": at.provider}
    sample = create_app(replace(sample_service(database, **told).runtime, clock=SystemClock()))
    provider = create_identity_provider(Issuer(at.provider, signing_key(keys)), Clients(client))
    async with AsyncExitStack() as servers:
        for app, port in zip((sample, provider), ports, strict=True):
            await servers.enter_async_context(_listening(app, port))
        yield at


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def _listening(app: FastAPI, port: int) -> AsyncIterator[None]:
    server = _Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False))
    task = asyncio.create_task(server.serve())
    await server.listening.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await task
