"""Figures and health of a process are told at an address of its own, and no figure at the public one."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
import pytest_asyncio
from kit.service import sample_service
from kit.settings import ADDRESS, service_settings
from starlette.types import ASGIApp

from loket_shared.http.health import operations_address, operations_app
from loket_shared.observability.tasks import Heartbeat, running_part
from loket_shared.service.runtime import Runtime
from loket_shared.wiring.run import ROLES

pytestmark = pytest.mark.asyncio


class Hanging(Heartbeat):
    """A loop that does not turn any more."""

    @property
    def stalled(self) -> bool:
        return True


@pytest_asyncio.fixture
async def process() -> AsyncIterator[Runtime]:
    """A process whose database is away."""
    running = sample_service().runtime
    yield running
    await running.database.close()


async def asked(app: ASGIApp, address: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
        return await client.get(address)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
async def test_at_the_public_address_there_are_no_figures(api: httpx.AsyncClient, method: str) -> None:
    figures, nothing = [await api.request(method, address) for address in ("/metrics", "/nowhere")]
    assert figures.status_code == nothing.status_code == 404
    assert (figures.content, dict(figures.headers)) == (nothing.content, dict(nothing.headers))


@pytest.mark.parametrize("role", ROLES)
async def test_every_role_tells_figures_and_that_it_lives(process: Runtime, role: str) -> None:
    app = operations_app(process, [role])
    figures = await asked(app, "/metrics")
    assert (figures.status_code, figures.headers["content-type"].split(";")[0]) == (200, "text/plain")
    life = await asked(app, "/health/live")
    assert (life.status_code, life.json()) == (200, {"ready": True})


async def test_a_loop_that_hangs_is_told(process: Runtime) -> None:
    app = operations_app(replace(process, heartbeats=[Hanging("relay")]), ["worker"])
    assert (await asked(app, "/health/live")).status_code == 503


@pytest.mark.parametrize(
    ("roles", "needed"),
    [
        (["api"], {"database", "migrations", "vault"}),
        (["worker"], {"database", "migrations", "vault", "consumer"}),
        (["relay"], {"database", "migrations", "relay"}),
        (ROLES, {"database", "migrations", "vault", "consumer", "relay"}),
    ],
)
async def test_each_role_says_what_it_needs_and_what_is_away(
    process: Runtime, roles: list[str], needed: set[str]
) -> None:
    answer = await asked(operations_app(process, roles), "/health/ready")
    told = answer.json()
    assert (answer.status_code, told["ready"], set(told["checks"])) == (503, False, needed)
    assert {name for name, state in told["checks"].items() if state == "unreachable"} == needed - {"vault", "consumer"}


async def test_a_consumer_that_receives_nothing_is_told(process: Runtime) -> None:
    app = operations_app(replace(process, polls=[Heartbeat("turns"), Hanging("turns")]), ["worker"])
    assert (await asked(app, "/health/ready")).json()["checks"]["consumer"] == "stalled"


async def test_a_vault_that_is_away_is_told(process: Runtime) -> None:
    process.vault.reachable = False  # type: ignore[attr-defined]
    assert (await asked(operations_app(process, ["api"]), "/health/ready")).json()["checks"]["vault"] == "unreachable"


async def test_the_public_address_tells_of_the_api_and_names_no_place(api: httpx.AsyncClient) -> None:
    answer = await api.get("/health/ready")
    assert set(answer.json()["checks"]) == {"database", "migrations", "vault"}
    assert "127.0.0.1" not in answer.text


async def test_a_process_whose_address_is_taken_works_on_and_takes_it_over(
    process: Runtime, unused_tcp_port: int
) -> None:
    configured = service_settings(ops_port=unused_tcp_port)
    with socket.create_server(("127.0.0.1", unused_tcp_port)):
        part = operations_address(replace(process, settings=configured), ["api"])
        entered = running_part("operations address", part)
        await entered.__aenter__()
        await asyncio.sleep(0.2)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{unused_tcp_port}") as client, asyncio.timeout(20):
        while True:
            try:
                assert (await client.get("/health/live")).status_code == 200
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
    await entered.__aexit__(None, None, None)
