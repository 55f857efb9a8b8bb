"""Whether something exists shows in no answer's cost: nothing is opened, and the same statements run.

Measured is what is done, not how long it takes: on every route that names a thing, for every reader to whom the thing
does not exist, against a name that was never given.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from contract.access.matrix import Row, rows
from integration.access.scene import (
    READERS,
    Scene,
    intake_things,
    notifications_things,
    office_things,
    opened,
    routing_things,
)
from kit.backoffice_service import BackofficeService
from kit.intake_service import IntakeService
from kit.notifications_service import NotificationsService
from kit.routing_service import RoutingService
from kit.service_database import empty_database

from loket_shared.outbox.signal import relay_signal
from loket_stack.identity.personas import MACHINE_PERSONAS
from loket_stack.postgres.databases import Databases

pytestmark = pytest.mark.long

SERVICES = ("intake", "routing", "backoffice", "notifications")
OF_A_LETTER = [
    Row("notifications", method, f"/v1/dead-letters/{{letter_id}}{step}", "", "dead letter", {})
    for method, step in (("GET", ""), ("POST", "/replay"), ("POST", "/drop"))
]
NAMING = {row.route: row for row in (*rows(), *OF_A_LETTER) if "{" in row.path}
"""Each route that names a thing, and each form on one, once."""


@pytest_asyncio.fixture(params=SERVICES, scope="module", loop_scope="module")
async def scene(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[Scene]:
    name: str = request.param
    async with empty_database(databases, name) as database:
        relay_signal(database.engine).relay_runs_in_process = True  # nobody needs a NOTIFY
        if name == "intake":
            intake = IntakeService(database)
            keys, clock, things = intake.keys, intake.clock, await intake_things(intake)
        elif name == "routing":
            routing = RoutingService(database)
            keys, clock, things = routing.keys, routing.clock, await routing_things(routing)
        elif name == "notifications":
            letters = NotificationsService(database)
            keys, clock, things = letters.keys, letters.clock, await notifications_things(letters)
        else:
            office = BackofficeService(database)
            keys, clock, things = office.keys, office.clock, await office_things(office)
        async with opened(name, database, keys, clock, things) as ready:
            yield ready


@pytest.mark.asyncio(loop_scope="module")
async def test_on_every_route_for_every_reader(scene: Scene) -> None:
    different, compared = list[str](), dict[str, int]()
    for route, row in NAMING.items():
        if row.service == scene.service:
            compared[route] = 0
            for reader in READERS:
                if not (row.is_page and reader in MACHINE_PERSONAS):
                    found, count = await _differences(scene, row, reader)
                    different += found
                    compared[route] += count
    assert not different, "\n".join(different)
    assert {route for route, count in compared.items() if not count} <= {PUBLIC, *MOVED}


PUBLIC = "intake GET /verwerkingen/{activity_id}/{since}"
"""Where nothing is hidden from anybody."""

MOVED = {route for route, row in NAMING.items() if set(row.expected.values()) == {308}}
"""Former addresses, which lead everybody on in the same way."""


async def _differences(scene: Scene, row: Row, reader: str) -> tuple[list[str], int]:
    """Return what differs between hidden things and one that never was, and how many things were hidden."""
    async with scene.watched.watch() as never:
        answer = await scene.ask(row, reader, {})
    if answer.status_code != 404:
        return [], 0
    different, hidden = [], 0
    for thing, names in scene.things.items():
        if not any(f"{{{name}}}" in row.path for name in names):
            continue
        async with scene.watched.watch() as cost:
            answer = await scene.ask(row, reader, names)
        if answer.status_code == 404:
            hidden += 1
            if cost.keys or cost.statements != never.statements:
                different.append(f"{row.route} as {reader} on {thing}: {cost} against {never}")
    return different, hidden
