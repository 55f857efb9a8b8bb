"""SMTP cannot be exactly once: nothing is lost, and a repeat is recognisable (docs/architecture.md#mail)."""

import asyncio
from datetime import timedelta

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport
from kit.notifications_service import LEASE, NotificationsService

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.domain.message import Message
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered

SHORT_LEASE = timedelta(seconds=1)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.asyncio
async def test_it_stands_as_being_sent_while_it_is_handed_over(desk: NotificationsService) -> None:
    states: list[str] = []

    async def look(_message: Message) -> None:
        states.extend(delivery.state for delivery in await desk.deliveries())

    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(AcceptingTransport(look))
    assert states == [DeliveryState.SENDING]
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts, delivery.ended_at) == (DeliveryState.DELIVERED, 1, desk.clock.now())


@pytest.mark.asyncio
async def test_what_became_of_it_is_told_once_about_the_question(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.send_all(AcceptingTransport())
    (delivery,), (event,) = await desk.deliveries(), await desk.published()
    assert event.type == NotificationDelivered.TYPE
    assert (event.key, event.subject) == (question.question_id, question.reference)
    assert event.causation_id == str(delivery.cause_id)


@pytest.mark.asyncio
async def test_after_a_crash_it_is_sent_again_with_the_same_message_id_once_the_lease_is_over(
    desk: NotificationsService,
) -> None:
    async def die(_message: Message) -> None:
        raise Killed

    await desk.hear(QuestionEvents().submitted())
    first, second = AcceptingTransport(die), AcceptingTransport()
    with pytest.raises(Killed):
        await desk.send_all(first)
    await desk.send_all(second)
    assert second.taken == []
    desk.clock.moment += LEASE
    await desk.send_all(second)
    assert second.taken == first.taken
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_senders_side_by_side_never_send_the_same_message(desk: NotificationsService) -> None:
    for number in range(20):
        await desk.hear(QuestionEvents(reference=f"KV-2026-{number:06}").submitted())
    transports = [AcceptingTransport() for _ in range(3)]
    await asyncio.gather(*(desk.send_all(transport) for transport in transports))
    sent = [message.delivery_id for transport in transports for message in transport.taken]
    assert sorted(sent) == [delivery.id for delivery in await desk.deliveries()]


@pytest.mark.asyncio
async def test_a_sender_whose_lease_ran_out_does_not_overrule_the_one_that_took_over(
    desk: NotificationsService,
) -> None:
    async def take_long(_message: Message) -> None:
        desk.clock.moment += LEASE
        await desk.send_all(AcceptingTransport())

    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(AcceptingTransport(take_long))
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 2)
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_a_message_that_a_server_is_slow_to_take_stays_with_its_sender(desk: NotificationsService) -> None:
    second = AcceptingTransport()

    async def take_long(_message: Message) -> None:
        for _ in range(3):
            desk.clock.moment += SHORT_LEASE / 2
            await asyncio.sleep(SHORT_LEASE.total_seconds() / 2)
            await desk.send_all(second)

    await desk.hear(QuestionEvents().submitted())
    await desk.sender(AcceptingTransport(take_long), SHORT_LEASE).send_due()
    assert second.taken == []
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)
