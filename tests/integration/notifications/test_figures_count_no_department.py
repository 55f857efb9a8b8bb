"""Figures show that messages wait, and never how many a department got (docs/architecture.md#confidentiality)."""

from datetime import timedelta

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport, FailingTransport
from kit.notifications_service import NotificationsService

from loket_notifications.domain.delivery import RETRY_DELAYS, DeliveryState
from loket_notifications.gateways.mail_transport import PermanentMailError, TemporaryMailError
from loket_notifications.store.deliveries import count_deliveries_to_askers, count_held_notifications, overdue_since


@pytest.mark.asyncio
async def test_messages_to_askers_are_counted_by_state_and_departments_not_at_all(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.send_all(AcceptingTransport())
    await desk.hear(question.answered())
    await desk.hear(question.requested("OCW"))
    await desk.send_all(FailingTransport(PermanentMailError("smtp-550")))
    await desk.hear(question.closed())
    await desk.hear(question.requested("AIVD"))
    async with desk.unit_of_work() as work:
        counts = await count_deliveries_to_askers(work)
    assert counts == {DeliveryState.FAILED: 1, DeliveryState.WAITING: 1}


@pytest.mark.asyncio
async def test_news_that_waits_for_its_question_is_counted(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.answered())
    await desk.hear(question.closed())
    async with desk.unit_of_work() as work:
        assert await count_held_notifications(work) == 2
    await desk.hear(question.submitted())
    async with desk.unit_of_work() as work:
        assert await count_held_notifications(work) == 0


@pytest.mark.asyncio
async def test_what_is_overdue_longest_is_told_of_messages_to_askers(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(FailingTransport(TemporaryMailError("unreachable")))
    later = desk.clock.now() + RETRY_DELAYS[0] + timedelta(minutes=1)
    async with desk.unit_of_work() as work:
        assert await overdue_since(work, later) is None
    await desk.hear(question.submitted())
    await desk.send_all(FailingTransport(TemporaryMailError("unreachable")))
    due = desk.clock.now() + RETRY_DELAYS[0]
    async with desk.unit_of_work() as work:
        assert await overdue_since(work, due - timedelta(seconds=1)) is None
        assert await overdue_since(work, later) == due
