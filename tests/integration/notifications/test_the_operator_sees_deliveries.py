"""``/v1/deliveries`` over HTTP: what was sent, what waits, and what is somebody else's.

See docs/interfaces.md#who-sees-what.
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport, FailingTransport
from kit.notifications_service import NotificationsService
from kit.personas import ASKER, CLEARED, OPERATOR, approver, by_name
from kit.service import client_of
from kit.verifier import NameVerifier
from sqlalchemy import select, text

from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_notifications.handlers.tag_covert_owners import tag_deliveries
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.http.paging import encode_cursor
from loket_shared.operations_access import WITH_OWNER

NO_ZONE = encode_cursor(("2026-11-23T09:00:00", "0192f0c1-7c3a-7def-8a00-000000000003"))
PRINCIPALS = by_name(OPERATOR, approver("AIVD"), approver("OCW"), approver("NOWHERE"), CLEARED, ASKER)


@pytest_asyncio.fixture
async def client(desk: NotificationsService) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(desk.app(NameVerifier(PRINCIPALS.get))) as client:
        yield client


async def ask(client: httpx.AsyncClient, persona: str, path: str = "/v1/deliveries") -> httpx.Response:
    return await client.get(path, headers={"Authorization": f"Bearer {persona}"})


@pytest.mark.asyncio
async def test_the_operator_sees_how_far_a_message_is_and_not_to_whom_it_goes(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    await desk.hear(QuestionEvents().submitted("person@example.org"))
    await desk.send_all(AcceptingTransport())
    answer = await ask(client, "operator")
    (item,) = answer.json()["items"]
    assert "person@" not in answer.text
    assert item["id"] == str((await desk.deliveries())[0].id)
    assert {name: item[name] for name in ("occasion", "reference", "state", "attempts", "department")} == {
        "occasion": "received",
        "reference": "KV-2026-000123",
        "state": "delivered",
        "attempts": 1,
        "department": None,
    }


@pytest.mark.asyncio
async def test_pages_are_full_whatever_is_left_out(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    for number in range(6):
        question = QuestionEvents(f"KV-2026-{number:06}")
        await desk.hear(question.submitted())
        await desk.hear(question.requested("AIVD"))
    first = (await ask(client, "operator", "/v1/deliveries?limit=4")).json()
    second = (await ask(client, "operator", f"/v1/deliveries?limit=4&cursor={first['next']}")).json()
    references = [item["reference"] for item in [*first["items"], *second["items"]]]
    assert references == [f"KV-2026-{number:06}" for number in reversed(range(6))]
    assert (len(first["items"]), second["next"]) == (4, None)


@pytest.mark.asyncio
async def test_messages_to_askers_and_departments_stand_in_the_order_they_were_written(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    for number in range(8):
        question = QuestionEvents(f"KV-2026-{number:06}")
        await desk.hear(question.submitted() if number % 2 else question.requested("OCW"))
        desk.clock.moment += timedelta(seconds=1)
    written, cursor = [], ""
    for _ in range(3):
        page = (await ask(client, "operator", f"/v1/deliveries?limit=3&cursor={cursor}")).json()
        written += [item["createdAt"] for item in page["items"]]
        cursor = page["next"]
    assert len(written) == 8
    assert written == sorted(written, reverse=True)


@pytest.mark.asyncio
async def test_a_list_can_be_narrowed_to_what_failed(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    await desk.hear(QuestionEvents("KV-2026-000001").submitted())
    await desk.send_all(FailingTransport(PermanentMailError("smtp-550")))
    await desk.hear(QuestionEvents("KV-2026-000002").submitted())
    items = (await ask(client, "operator", "/v1/deliveries?state=failed")).json()["items"]
    assert [(item["reference"], item["failure"]) for item in items] == [("KV-2026-000001", "smtp-550")]


@pytest.mark.asyncio
async def test_an_answer_does_not_change_with_covert_messages_unless_one_needs_its_owner(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.hear(question.requested("OCW"))
    await desk.send_all(AcceptingTransport())
    before = await ask(client, "operator")
    await desk.hear(question.requested("AIVD"))
    await desk.hear(question.requested("MIVD"))
    await desk.send_all(AcceptingTransport())
    assert (await ask(client, "operator")).content == before.content
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(FailingTransport(PermanentMailError("smtp-550")))
    after = (await ask(client, "operator")).json()
    assert after["items"] == before.json()["items"]
    assert after["withOwner"] == WITH_OWNER.model_dump()


@pytest.mark.asyncio
async def test_a_covert_department_s_approver_sees_its_own_messages_alone(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    own = question.requested("AIVD")
    for event in (question.submitted(), question.requested("OCW"), question.requested("MIVD"), own):
        await desk.hear(event)
    (item,) = (await ask(client, "approver-aivd")).json()["items"]
    assert (item["requestId"], item["department"], item["reference"]) == (str(own.request_id), "AIVD", None)


@pytest.mark.asyncio
@pytest.mark.parametrize("persona", ["front-office", "approver-ocw", "asker"])
async def test_for_everybody_else_it_does_not_exist(client: httpx.AsyncClient, persona: str) -> None:
    answer, nowhere = await ask(client, persona), await ask(client, persona, "/v1/nowhere")
    assert (answer.status_code, answer.content) == (404, nowhere.content)


@pytest.mark.asyncio
async def test_a_covert_message_can_be_sent_again_by_its_owner_only(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    await desk.hear(QuestionEvents().requested("AIVD"))
    await desk.send_all(FailingTransport(PermanentMailError("smtp-550")))
    (delivery,) = await desk.deliveries()
    path = f"/v1/deliveries/{delivery.id}/resend"
    by_operator = await client.post(path, headers={"Authorization": "Bearer operator"})
    by_owner = await client.post(path, headers={"Authorization": "Bearer approver-aivd"})
    assert (by_operator.status_code, by_owner.status_code, by_owner.json()["state"]) == (404, 200, "waiting")
    async with desk.database.transaction() as session:
        about = AUDIT_RECORDS.c.object == f"delivery/{delivery.id}"
        (actor,) = await (await session.connection()).scalars(select(AUDIT_RECORDS.c.actor).where(about))
    assert actor.startswith("approver p-")
    assert desk.vault.pseudonym("approver-aivd") not in actor


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["0192f0c1-7c3a-7def-8a00-000000000003", "not-an-id"])
async def test_what_is_no_delivery_does_not_exist(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.post(f"/v1/deliveries/{name}/resend", headers={"Authorization": "Bearer operator"})
    assert answer.status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "W10", NO_ZONE])
async def test_a_cursor_that_is_none_is_refused_in_words(client: httpx.AsyncClient, cursor: str) -> None:
    answer = await ask(client, "operator", f"/v1/deliveries?cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.asyncio
async def test_whose_messages_of_an_earlier_release_are_is_taken_in(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    await desk.hear(question.requested("OCW"))
    await desk.hear(question.requested("AIVD"))
    async with desk.database.transaction() as session:
        await (await session.connection()).execute(text("UPDATE deliveries SET owner = NULL"))
    assert (await ask(client, "operator")).json()["items"] == []
    async with desk.unit_of_work() as work:
        await tag_deliveries(work)
    assert [item["department"] for item in (await ask(client, "operator")).json()["items"]] == ["OCW"]
    assert [item["department"] for item in (await ask(client, "approver-aivd")).json()["items"]] == ["AIVD"]


@pytest.mark.asyncio
async def test_of_an_erased_question_s_message_codes_and_times_remain(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    question = QuestionEvents()
    await desk.hear(question.requested("OCW"))
    desk.keys.destroy(question.question_id)
    (item,) = (await ask(client, "operator")).json()["items"]
    assert (item["department"], item["occasion"]) == (None, "new-work")


@pytest.mark.asyncio
async def test_an_approver_of_a_department_that_nobody_knows_has_no_deliveries(client: httpx.AsyncClient) -> None:
    for path in ("/v1/deliveries", "/v1/dead-letters"):
        assert (await ask(client, "approver-nowhere", path)).status_code == 404
