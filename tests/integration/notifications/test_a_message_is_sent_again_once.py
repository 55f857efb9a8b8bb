"""Sending a failed message again under an ``Idempotency-Key`` happens once, however often the call is sent."""

import asyncio

import httpx
import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.test_the_operator_sees_deliveries import client
from integration.notifications.transports import FailingTransport
from kit.notifications_service import NotificationsService
from sqlalchemy import func, select

from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_shared.audit.tables import AUDIT_RECORDS

__all__ = ["client"]


async def failed(desk: NotificationsService) -> str:
    """Write a message that no mail server takes; return its path."""
    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(FailingTransport(PermanentMailError("550")))
    (delivery,) = await desk.deliveries()
    return f"/v1/deliveries/{delivery.id}/resend"


async def resend(client: httpx.AsyncClient, path: str, who: str = "operator", key: str = "k") -> httpx.Response:
    return await client.post(path, headers={"Authorization": f"Bearer {who}", "Idempotency-Key": key})


async def times(desk: NotificationsService) -> int:
    """Return how often the trail, which no test empties, says that a message was sent again."""
    async with desk.database.engine.connect() as connection:
        count = select(func.count()).where(AUDIT_RECORDS.c.action == "message.resent", AUDIT_RECORDS.c.result == "ok")
        return int((await connection.execute(count)).scalar_one())


@pytest.mark.asyncio
async def test_a_repeat_gets_the_message_as_it_stands(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    path, before = await failed(desk), await times(desk)
    answers = [*await asyncio.gather(*[resend(client, path) for _ in range(3)]), await resend(client, path)]
    assert [answer.status_code for answer in answers] == [200] * 4, answers[0].text
    assert {answer.content for answer in answers} == {answers[0].content}
    assert await times(desk) == before + 1


@pytest.mark.asyncio
async def test_another_key_and_another_person_count_by_themselves(
    desk: NotificationsService, client: httpx.AsyncClient
) -> None:
    path = await failed(desk)
    assert (await resend(client, path)).status_code == 200
    assert (await resend(client, path, key="l")).status_code == 409
    assert (await resend(client, path, who="approver-aivd")).status_code == 404


@pytest.mark.asyncio
async def test_a_refusal_leaves_the_key_free(desk: NotificationsService, client: httpx.AsyncClient) -> None:
    path = await failed(desk)
    assert (await resend(client, path, key="other")).status_code == 200
    assert (await resend(client, path)).status_code == 409
    (delivery,) = await desk.deliveries()
    assert delivery.due_at
    desk.clock.moment = delivery.due_at
    await desk.send_all(FailingTransport(PermanentMailError("550")))
    assert (await resend(client, path)).status_code == 200
