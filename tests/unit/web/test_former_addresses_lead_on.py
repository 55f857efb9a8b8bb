"""Every address that a page had before leads to today's, whatever is asked of it and whoever asks."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter
from kit.service import client_of, sample_service

from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_intake.main import SERVICE as INTAKE
from loket_routing.main import SERVICE as ROUTING
from loket_shared.db.database import Database
from loket_shared.service.moved_addresses import MovedAddresses
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.web import sign_in
from loket_shared.wiring.app import create_app

WITH_PAGES = (INTAKE, ROUTING, BACKOFFICE)
QUERY = "gedaan=note&x=a%26b%20c&x="


@asynccontextmanager
async def stranger(service: ServiceDefinition, folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a session; there is no database, so nothing could be looked up."""
    (folder / "static").mkdir()
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    sample = sample_service(database, static_dir=folder / "static")
    async with client_of(create_app(replace(sample.runtime, definition=service))) as client:
        yield client
    await database.close()


def moved() -> Iterator[tuple[ServiceDefinition, str, str]]:
    for service in WITH_PAGES:
        for former, today in {**sign_in.MOVED.paths, **service.moved.paths}.items():
            yield service, former, today


def routes(service: ServiceDefinition) -> Iterator[tuple[str, str]]:
    routers: tuple[APIRouter, ...] = (sign_in.router, *service.pages)
    for router in routers:
        for route in router.routes:
            yield from ((method, route.path) for method in route.methods)  # type: ignore[attr-defined]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("service", "former", "today"), list(moved()), ids=[f"{service.name} {former}" for service, former, _ in moved()]
)
async def test_a_former_address_leads_to_todays(
    tmp_path: Path, service: ServiceDefinition, former: str, today: str
) -> None:
    assert ("GET", today) in set(routes(service))
    assert former not in {path for _, path in routes(service)}
    async with stranger(service, tmp_path) as client:
        for name in ("KV-2026-000123", "01a00000-0000-7000-8000-000000000000", "never%20given%3Fx%25"):
            names = dict.fromkeys(("reference", "id"), name)
            asked, wanted = former.format_map(names), today.format_map(names)
            for method in ("GET", "HEAD", "POST"):
                plain = await client.request(method, asked)
                queried = await client.request(method, f"{asked}?{QUERY}")
                assert (plain.status_code, queried.status_code) == (308, 308)
                assert plain.headers["location"] == wanted
                assert queried.headers["location"] == f"{wanted}?{QUERY}"
                assert "set-cookie" not in plain.headers
                assert plain.headers["cache-control"] == "no-store"


@pytest.mark.asyncio
async def test_a_long_text_is_sent_on_too(tmp_path: Path) -> None:
    async with stranger(BACKOFFICE, tmp_path) as client:
        sent = await client.post("/cases/KV-2026-000123", data={"note-text": "x" * 100_000})
        beside = await client.get("/cases/KV-2026-000123/notes")
        elsewhere = await client.get("/cases/%2F%2Felsewhere.example")
    assert (sent.status_code, beside.status_code, elsewhere.status_code) == (308, 404, 404)


@pytest.mark.parametrize("service", WITH_PAGES, ids=lambda service: service.name)
def test_former_names_of_parameters_are_of_pages_of_today(service: ServiceDefinition) -> None:
    assert set(service.moved.parameters) <= {path for method, path in routes(service) if method == "GET"}


@pytest.mark.parametrize(
    ("path", "query", "today"),
    [
        ("/", "queue=all&state=closed&limit=2", "werkvoorraad=all&status=closed&limit=2"),
        ("/", "werkvoorraad=all&live=uit", "werkvoorraad=all&verversen=uit"),
        ("/", "reference=&reference=a%26b+c", "kenmerk=&kenmerk=a%26b+c"),
        ("/", "werkvoorraad=a%26b%20c&&x", "werkvoorraad=a%26b%20c&&x"),
        ("/zaken/KV-2026-000123", "choice=2", "keuze=2"),
        ("/verantwoording", "from=1-1-2026&to=%20&actor=x", "van=1-1-2026&tot=+&wie=x"),
        ("/callback", "state=x&code=y", "state=x&code=y"),
        ("/v1/cases", "queue=all&state=closed", "queue=all&state=closed"),
        ("/v1/audit-records", "from=2026-11-02", "from=2026-11-02"),
    ],
)
def test_former_names_of_parameters_are_read(path: str, query: str, today: str) -> None:
    assert BACKOFFICE.moved.current_query(path, query.encode()) == today.encode()


def test_what_waits_for_a_former_address_waits_for_todays() -> None:
    moved = MovedAddresses(paths={"/cases/{reference}": "/zaken/{reference}"})
    assert moved.current_address("/cases/KV-1?a=1&b=") == "/zaken/KV-1?a=1&b="
    assert moved.current_address("/zaken/KV-1") == "/zaken/KV-1"
    assert moved.current_address("/cases/KV-1/x") == "/cases/KV-1/x"
