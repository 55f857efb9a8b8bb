"""Once a question is erased nobody is told any more, whatever comes before, between or after.

See docs/architecture.md#who-owns-what.
"""

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport
from kit.notifications_service import NotificationsService

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.domain.message import Message
from loket_shared.failures import ErasedError
from loket_shared.sealing.vault import ErasureNotConfirmedError


@pytest.mark.asyncio
async def test_messages_that_wait_are_ended(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.erase(question.erased())
    transport = AcceptingTransport()
    await desk.send_all(transport)
    assert transport.taken == []
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.ERASED]


@pytest.mark.asyncio
@pytest.mark.parametrize("late", ["submitted", "answered", "closed"])
async def test_what_comes_afterwards_is_ignored(desk: NotificationsService, late: str) -> None:
    question = QuestionEvents()
    await desk.hear(question.closed())
    await desk.erase(question.erased())
    await desk.hear(getattr(question, late)())
    assert await desk.deliveries() == []


@pytest.mark.asyncio
async def test_nothing_is_forgotten_while_the_vault_holds_the_keys(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    with pytest.raises(ErasureNotConfirmedError):
        await desk.hear(question.erased())
    transport = AcceptingTransport()
    await desk.send_all(transport)
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_destroyed_keys_end_messages_before_the_event_arrives(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.hear(question.requested("EZK"))
    desk.keys.destroy(question.question_id)
    with pytest.raises(ErasedError):
        await desk.hear(question.answered())
    transport = AcceptingTransport()
    await desk.send_all(transport)
    assert transport.taken == []
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.ERASED] * 2


@pytest.mark.asyncio
async def test_a_message_under_way_is_concluded_without_telling_of_it(desk: NotificationsService) -> None:
    question = QuestionEvents()

    async def erase(_message: Message) -> None:
        desk.keys.destroy(question.question_id)

    await desk.hear(question.submitted())
    await desk.send_all(AcceptingTransport(erase))
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.DELIVERED]
    assert await desk.published() == []
