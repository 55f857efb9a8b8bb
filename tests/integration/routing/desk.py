"""What the tests do with routing: hand it events, see what it publishes, read decisions as somebody."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kit.audit_trail import trail
from kit.events import incoming, published_events
from kit.memory_vault import MemoryKeys, MemoryVault

from loket_policy.vault import VAULT_GRANTS
from loket_routing.handlers.read_decision import read_decision
from loket_routing.subscriptions import SUBSCRIPTIONS
from loket_routing.views.decision_view import DecisionView
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.principal import Principal, Role
from loket_shared.sealing.sealer import Sealer
from loket_shared.unit_of_work import Publisher, UnitsOfWork

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def officer(*, cleared: bool) -> Principal:
    return Principal("front-office", "Loketmedewerker", "f@loket.example", Role.FRONT_OFFICE, cleared=cleared)


def expert(department: str) -> Principal:
    return Principal("expert", "Behandelaar", "e@loket.example", Role.EXPERT, department=department)


def holder(role: Role) -> Principal:
    return Principal(role.value, role.value, "x@loket.example", role, institution="https://ror.org/05vx0yt57")


class Desk:
    """The service with a clock of the test's and keys that can be destroyed."""

    def __init__(self, database: Database, keys: MemoryKeys | None = None) -> None:
        self.database = database
        self.clock = FixedClock(START)
        self.keys = keys or MemoryKeys()
        self.vault = MemoryVault(self.keys, VAULT_GRANTS["routing"])
        publisher = Publisher("urn:nld:oin:1:systeem:loket-routing", "https://schemas.example", "https://r.example")
        self.unit_of_work = UnitsOfWork(database, self.clock, Sealer(self.vault), self.vault, publisher, trail())

    async def hear(self, *events: Event) -> None:
        """Let the service handle events as the bus would, each in one transaction, a minute apart."""
        for event in events:
            self.clock.moment += timedelta(minutes=1)
            async with self.unit_of_work() as work:
                await SUBSCRIPTIONS[type(event)](work, incoming(event, self.clock.now()))

    async def erase(self, erased: CaseErased) -> None:
        """Destroy the keys of a question, and let the service hear of it."""
        self.keys.destroy(erased.question_id)
        await self.hear(erased)

    async def published(self) -> list[Event]:
        """Return what was told, opened with the keys of the back office."""
        return await published_events(self.database, Sealer(MemoryVault(self.keys, VAULT_GRANTS["backoffice"])))

    async def read(self, reader: Principal, reference: str) -> dict[str, Any]:
        """Return the decision as JSON for ``reader``; raises NotFound as the route does."""
        async with self.unit_of_work() as work:
            read = await read_decision(work, reader, reference)
        return DecisionView.of(reference, *read).model_dump(mode="json")
