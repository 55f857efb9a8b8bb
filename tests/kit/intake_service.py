"""The intake on a real database, with a vault in memory, a clock that stands still and no broker."""

from typing import Any

import httpx
from sqlalchemy import select

from kit.personas import persona
from kit.service import ServiceHarness, client_of
from kit.settings import ISSUER, address_of
from kit.verifier import NameVerifier, bearer
from loket_intake.main import SERVICE
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.database import Database
from loket_shared.outbox.tables import OUTBOX
from loket_shared.principal import Principal, Role

ADDRESS = address_of("intake")
CITY = "https://ror.org/05vx0yt93"
COUNTRY = "https://ror.org/0h0gesc46"


def person(name: str, role: Role, institution: str | None = None, **more: Any) -> Principal:
    """Return somebody who signed in."""
    usual = {"email": f"{name}@example.org", "email_verified": True, "client": "loket-cli", "issuer": ISSUER}
    return persona(name, role, **{"name": name.title(), "institution": institution, **usual, **more})


def client(name: str, institution: str | None = None, subject: str | None = None) -> Principal:
    """Return a machine client."""
    return Principal(
        subject or name, name.title(), "", Role.SYSTEM, institution, client=name, machine=True, issuer=ISSUER
    )


PEOPLE = {
    "asker": person("asker", Role.ASKER, CITY),
    "colleague": person("colleague", Role.ASKER, CITY),
    "coordinator": person("coordinator", Role.COORDINATOR, CITY),
    "other-asker": person("other-asker", Role.ASKER, COUNTRY),
    "other-coordinator": person("other-coordinator", Role.COORDINATOR, COUNTRY),
    "front-office": person("front-office", Role.FRONT_OFFICE, cleared=True),
    "expert-ezk": person("expert-ezk", Role.EXPERT, department="EZK"),
    "operator": person("operator", Role.OPERATOR),
    "auditor": person("auditor", Role.AUDITOR),
    "university-portal": client("university-portal", CITY),
    "partner-system": client("partner-system"),
    "client-called-asker": client("client-called-asker", CITY, subject="asker"),
    "asker-elsewhere": person("asker-elsewhere", Role.ASKER, CITY, issuer="http://another.example"),
    "asker-without-mail": person("asker-without-mail", Role.ASKER, CITY, email="", email_verified=False),
    "asker-anew": person("asker-anew", Role.ASKER, CITY, email="Asker@example.org"),
    "asker-unverified": person("asker-unverified", Role.ASKER, CITY, email="asker@example.org", email_verified=False),
    "look-alike": person("look-alike", Role.ASKER, CITY, email="a\u017fker@example.org"),
    "asker-at-another": person("asker-at-another", Role.ASKER, COUNTRY, email="asker@example.org"),
}

QUESTION: dict[str, Any] = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "subject": "Samenwerking in fotonica",
    "description": "Een universiteit vraagt toegang tot onze cleanroom.",
    "fields": ["photonics"],
    "countries": ["CN"],
    "partners": [{"name": "Technische universiteit", "type": "university", "country": "CN"}],
    "consentToShare": True,
}


class IntakeService(ServiceHarness):
    """The service, asked over HTTP as one persona or another."""

    def __init__(self, database: Database) -> None:
        super().__init__(SERVICE, database)
        self.http = self.app(NameVerifier(PEOPLE.get))

    def as_(self, name: str) -> httpx.AsyncClient:
        """Return a client that calls the API as this persona."""
        return client_of(self.http, headers=bearer(name))

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
