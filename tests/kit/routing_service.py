"""The routing service in the hands of a test."""

from datetime import timedelta
from typing import Any

from kit.memory_vault import MemoryKeys
from kit.service import ServiceHarness
from loket_routing.handlers.read_decision import read_decision
from loket_routing.main import SERVICE
from loket_routing.views.decision_view import DecisionView
from loket_shared.contracts.event import Event
from loket_shared.db.database import Database
from loket_shared.principal import Principal


class RoutingService(ServiceHarness):
    """The service; a minute passes before each event."""

    def __init__(self, database: Database, keys: MemoryKeys | None = None) -> None:
        super().__init__(SERVICE, database, keys=keys)

    async def hear(self, *events: Event) -> None:
        """Let the service handle events as the bus would, each in one transaction, a minute apart."""
        for event in events:
            self.clock.moment += timedelta(minutes=1)
            await super().hear(event)

    async def published(self) -> list[Event]:
        """Return what was told, opened with the keys of the back office."""
        return await self.events_for("backoffice")

    async def read(self, principal: Principal, reference: str) -> dict[str, Any]:
        """Return the decision as JSON for ``principal``.

        Raises:
            NotFoundError: as the route does.
        """
        async with self.unit_of_work() as work:
            read = await read_decision(work, principal, reference)
        return DecisionView.of(reference, *read).model_dump(mode="json")
