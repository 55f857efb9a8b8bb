"""The small service behind its API, for readers by name."""

from pathlib import Path
from uuid import UUID, uuid4

import httpx
from integration.bus.small_service import SmallService
from loket_sample.running import ADDRESS, settings

from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.texts import BilingualText
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.observability.clock import SystemClock
from loket_shared.principal import Principal, Role
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.wiring.app import create_app

COVERT_KEY = uuid4()
"""Whatever has this key is about the work of a covert department."""


class ByName:
    """Takes ``role`` or ``role/DEPARTMENT`` for a token."""

    async def verify(self, token: str) -> Principal:
        role, _, department = token.partition("/")
        return Principal(token, token, f"{role}@loket.example", Role(role), department=department or None)


async def owner_of(work: UnitOfWork, letter_id: UUID) -> str | None:
    key = await work.driver.fetchval("SELECT key FROM dead_letters WHERE id = $1", letter_id)
    return "AIVD" if key == str(COVERT_KEY) else None


async def owner_of_record(_: UnitOfWork, record: StoredRecord) -> str | None:
    return "AIVD" if record.key == str(COVERT_KEY).encode() else None


def client_of(service: SmallService, folder: Path) -> httpx.AsyncClient:
    """Return a client of the API of ``service``."""
    definition = ServiceDefinition(
        name=service.group.removeprefix("loket."),
        title=BilingualText(nl="Proef", en="Trial"),
        version="1.0.0",
        settings=type(settings(folder)),
        publishes=(),
        subscriptions={QuestionSupplemented: service.handle},
        policy=DESK_POLICY,
        routers=(),
        owner_of=owner_of,
        owner_of_record=owner_of_record,
    )
    units = service.unit_of_work
    runtime = Runtime(
        definition,
        settings(folder),
        service.database,
        service.vault,
        units.sealer,
        SystemClock(),
        units,
        failures=service.failures,
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(runtime, ByName())), base_url=ADDRESS)


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
