"""``/v1/message-flow`` is the operator's, and moves with no work of departments, covert ones or others."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from integration.notifications.events import QuestionEvents
from integration.notifications.test_a_covert_department_s_dead_letter_is_its_own import GROUP, as_published, received
from integration.notifications.transports import AcceptingTransport
from kit.notifications_service import NotificationsService
from kit.personas import persona
from kit.service import client_of
from kit.verifier import NameVerifier, bearer
from sqlalchemy import text

from loket_notifications.handlers.tag_covert_owners import tag_dead_letters
from loket_notifications.main import SERVICE
from loket_shared.bus.dead_letters.record import record_dead_letter
from loket_shared.contracts.event import Event
from loket_shared.failures import PermanentError
from loket_shared.inbox.parking import park
from loket_shared.inbox.store import Outcome, claim_out_of_order, lock_progress
from loket_shared.principal import Principal, Role
from loket_shared.wiring.app import create_app
from loket_stack.paths import PROJECT

pytestmark = pytest.mark.asyncio

NOTHING = {
    "lag": None,
    "unpublished": 0,
    "oldestUnpublishedSeconds": 0,
    "openGaps": 0,
    "deadLetters": 0,
    "paused": False,
    "heldUp": 0,
}


def by_role(token: str) -> Principal:
    return persona(token, Role(token), department="AIVD")


@pytest_asyncio.fixture
async def client(desk: NotificationsService) -> AsyncIterator[httpx.AsyncClient]:
    """The service over HTTP, with its broker away."""
    runtime = desk.runtime_of(SERVICE, topics_file=PROJECT / "deploy" / "topics.yaml")
    async with client_of(create_app(runtime, NameVerifier(by_role))) as client:
        yield client


async def flow(client: httpx.AsyncClient, role: Role = Role.OPERATOR) -> httpx.Response:
    return await client.get("/v1/message-flow", headers=bearer(role))


async def told(client: httpx.AsyncClient) -> dict[str, Any]:
    return dict((await flow(client)).json())


async def bury_all(desk: NotificationsService, *events: Event) -> None:
    for event in events:
        async with desk.unit_of_work() as work:
            await record_dead_letter(work, GROUP, await received(desk, event), PermanentError(), 1)
            await tag_dead_letters(work)


async def test_it_is_there_for_the_operator_alone(client: httpx.AsyncClient) -> None:
    answers = {role: (await flow(client, role)).status_code for role in Role}
    assert answers == {**dict.fromkeys(Role, 404), Role.OPERATOR: 200}
    assert (await client.get("/v1/message-flow")).status_code == 401


async def test_where_nothing_waits_all_is_zero_and_what_the_broker_does_not_tell_is_unknown(
    client: httpx.AsyncClient,
) -> None:
    assert await told(client) == NOTHING


async def test_messages_to_departments_leave_no_trace(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    question = QuestionEvents()
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(AcceptingTransport())
    assert len(await desk.published()) == 1
    assert await told(client) == NOTHING
    await desk.hear(question.submitted())
    await desk.send_all(AcceptingTransport())
    assert (await told(client))["unpublished"] == 1


async def test_dead_letters_of_covert_departments_are_not_counted(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    await bury_all(desk, as_published(question, "AIVD"), as_published(question, "MIVD"))
    assert await told(client) == NOTHING
    await bury_all(desk, as_published(question, "OCW"), question.submitted())
    assert (await told(client))["deadLetters"] == 2


async def test_gaps_of_contribution_work_count_as_one(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    question = QuestionEvents()
    for event in (as_published(question, "AIVD"), as_published(question, "OCW"), as_published(question, "MIVD")):
        early = await received(desk, event)
        async with desk.unit_of_work() as work:
            await lock_progress(work.session, GROUP, early.record.topic, early.key)
            await claim_out_of_order(work.session, GROUP, early, Outcome.PARKED)
            await park(work.session, GROUP, early)
            await (await work.session.connection()).execute(
                text("UPDATE inbox_parked SET sequence = 5, parked_at = now() - interval '1 minute'")
            )
    assert (await told(client))["openGaps"] == 1


async def test_what_waits_behind_a_stuck_message_is_counted_but_work_of_departments(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    for event in (question.submitted(), as_published(question, "OCW")):
        waiting = await received(desk, event)
        async with desk.unit_of_work() as work:
            await lock_progress(work.session, GROUP, waiting.record.topic, waiting.key)
            await claim_out_of_order(work.session, GROUP, waiting, Outcome.PARKED)
            await park(work.session, GROUP, waiting)
    assert (await told(client))["heldUp"] == 1
