"""The intake on a real database, with a vault in memory, a clock that stands still and no broker."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from integration.intake.people import QUESTION, Names
from kit.audit_trail import trail
from kit.events import incoming
from kit.memory_vault import MemoryKeys, MemoryVault
from pydantic import SecretStr
from sqlalchemy import select

from loket_intake.main import SERVICE
from loket_intake.subscriptions import SUBSCRIPTIONS
from loket_policy.vault import VAULT_GRANTS
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.contracts.event import Event
from loket_shared.contracts.producers import source_of
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.outbox.tables import OUTBOX
from loket_shared.sealing.sealer import Sealer
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import Publisher, UnitsOfWork
from loket_shared.wiring.app import create_app

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDRESS = "http://intake.example"


def settings(secret: Path) -> ServiceSettings:
    """Return settings that lead nowhere: nothing outside is needed."""
    return ServiceSettings(
        port=0,
        public_url=ADDRESS,
        intake_url=ADDRESS,
        routing_url="http://routing.example",
        backoffice_url="http://backoffice.example",
        notifications_url="http://notifications.example",
        database_url=SecretStr(""),
        vault_url=SecretStr(""),
        master_key_file=secret,
        audit_key_file=secret,
        kafka_bootstrap="127.0.0.1:1",
        topics_file=secret,
        oidc_issuer="http://identity.example",
        oidc_client_id="loket-intake",
        oidc_client_secret_file=secret,
        oin="00000003123456780000",
        security_contact="mailto:security@loket.example",
    )


class Desk:
    """The service, the clock it lives by, and the keys that can be destroyed."""

    def __init__(self, database: Database, configured: ServiceSettings) -> None:
        self.database = database
        self.clock = FixedClock(START)
        self.keys = MemoryKeys()
        vault = MemoryVault(self.keys, VAULT_GRANTS["intake"])
        sealer = Sealer(vault)
        publisher = Publisher(source_of("intake", configured.oin), "https://schemas.example", ADDRESS)
        self.units = UnitsOfWork(database, self.clock, sealer, vault, publisher, trail())
        self.runtime = Runtime(SERVICE, configured, database, vault, sealer, self.clock, self.units)
        self.app = create_app(self.runtime, Names())

    def as_(self, name: str) -> httpx.AsyncClient:
        """Return a client that calls the API as this persona."""
        headers = {"Authorization": f"Bearer {name}"}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=ADDRESS, headers=headers)

    async def ask(self, name: str = "asker", **changes: Any) -> dict[str, Any]:
        """Submit a question as this persona; return the answer's body."""
        async with self.as_(name) as client:
            answer = await client.post("/v1/questions", json=QUESTION | changes)
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def get(self, name: str, path: str) -> httpx.Response:
        """Return what this persona gets to see at ``path``."""
        async with self.as_(name) as client:
            return await client.get(path)

    async def post(self, name: str, path: str, body: Any) -> httpx.Response:
        """Return the answer to this persona's request."""
        async with self.as_(name) as client:
            return await client.post(path, json=body)

    async def hear(self, event: Event) -> None:
        """Let the service handle ``event`` as the bus would: in one transaction."""
        async with self.units() as work:
            await SUBSCRIPTIONS[type(event)](work, incoming(event, self.clock.now()))

    async def tell(self, kind: type[QuestionEvent], reference: str, **values: Any) -> None:
        """Let the back office tell the service something of a question."""
        (submitted,) = await self.published(reference, "nl.kennisveiligheid.questions.submitted.v1")
        await self.hear(kind(question_id=submitted["key"], reference=reference, **values))

    async def published(self, reference: str, kind: str | None = None) -> list[dict[str, Any]]:
        """Return the outbox rows about a question, oldest first."""
        query = select(OUTBOX).where(OUTBOX.c.subject == reference).order_by(OUTBOX.c.position)
        async with self.database.transaction() as session:
            rows = [dict(row._mapping) for row in await (await session.connection()).execute(query)]
        assert all(row["type"] in BY_TYPE for row in rows)
        return [row for row in rows if kind in (None, row["type"])]

    async def audited(self) -> list[tuple[str, str]]:
        """Return action and object of every audit record, oldest first."""
        columns = AUDIT_RECORDS.c
        async with self.database.transaction() as session:
            query = select(columns.action, columns.object).order_by(columns.position)
            return [(row.action, row.object) for row in await (await session.connection()).execute(query)]
