"""The small service behind its API, for readers by name."""

from uuid import UUID, uuid4

import httpx
from integration.bus.small_service import SmallService
from kit.personas import persona
from kit.service import client_of
from kit.settings import service_settings
from kit.verifier import NameVerifier

from loket_policy.policy import DESK_POLICY
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.texts import BilingualText
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.observability.clock import SystemClock
from loket_shared.principal import Principal, Role
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.wiring.app import create_app

COVERT_KEY = uuid4()
"""Whatever has this key is about the work of a covert department."""


def by_role(token: str) -> Principal:
    """Take ``role`` or ``role/DEPARTMENT`` for a token."""
    role, _, department = token.partition("/")
    return persona(token, Role(role), department or None)


async def owner_of(work: UnitOfWork, letter_id: UUID) -> str | None:
    key = await work.driver.fetchval("SELECT key FROM dead_letters WHERE id = $1", letter_id)
    return "AIVD" if key == str(COVERT_KEY) else None


async def owner_of_record(_: UnitOfWork, record: StoredRecord) -> str | None:
    return "AIVD" if record.key == str(COVERT_KEY).encode() else None


def api_of(service: SmallService) -> httpx.AsyncClient:
    """Return a client of the API of ``service``."""
    definition = ServiceDefinition(
        name=service.group.removeprefix("loket."),
        title=BilingualText(nl="Proef", en="Trial"),
        version="1.0.0",
        settings=ServiceSettings,
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
        service_settings(),
        service.database,
        service.vault,
        units.sealer,
        SystemClock(),
        units,
        failures=service.failures,
    )
    return client_of(create_app(runtime, NameVerifier(by_role)))
