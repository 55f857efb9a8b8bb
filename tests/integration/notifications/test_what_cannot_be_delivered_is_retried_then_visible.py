"""What is not taken is tried again; what is refused, or never taken, waits for a person."""

from datetime import timedelta

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport, FailingTransport
from kit.notifications_service import NotificationsService

from loket_notifications.domain.delivery import GIVE_UP_AFTER, RETRY_DELAYS, DeliveryState
from loket_notifications.domain.message import Message
from loket_notifications.gateways.mail_transport import PermanentMailError, TemporaryMailError
from loket_notifications.handlers.deliveries import resend_delivery
from loket_notifications.handlers.messages_in_hand import MOST_IN_HAND
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.failures import ConflictError, VaultUnreachableError
from loket_shared.principal import Principal, Role

OPERATOR = Principal(subject="operator", name="Regisseur", email="", role=Role.OPERATOR)


@pytest.mark.asyncio
async def test_it_waits_longer_and_longer_and_is_taken_in_the_end(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents().submitted())
    away = FailingTransport(TemporaryMailError("unreachable"))
    for attempts, pause in enumerate(RETRY_DELAYS, start=1):
        await desk.send_all(away)
        (delivery,) = await desk.deliveries()
        assert (delivery.state, delivery.attempts, delivery.failure) == (DeliveryState.WAITING, attempts, "unreachable")
        assert delivery.due_at == desk.clock.now() + pause
        desk.clock.moment += pause
    await desk.send_all(AcceptingTransport())
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.failure) == (DeliveryState.DELIVERED, None)


@pytest.mark.asyncio
async def test_nothing_is_tried_before_its_time(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(FailingTransport(TemporaryMailError("unreachable")))
    desk.clock.moment += RETRY_DELAYS[0] - timedelta(milliseconds=1)
    transport = AcceptingTransport()
    await desk.send_all(transport)
    assert transport.taken == []


@pytest.mark.asyncio
async def test_after_three_days_it_is_given_up_and_told(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    desk.clock.moment += GIVE_UP_AFTER
    await desk.send_all(FailingTransport(TemporaryMailError("timeout")))
    (delivery,), (event,) = await desk.deliveries(), await desk.published()
    assert (delivery.state, delivery.failure, delivery.due_at) == (DeliveryState.FAILED, "timeout", None)
    assert (event.type, event.key) == (NotificationFailed.TYPE, question.question_id)


@pytest.mark.asyncio
async def test_while_the_vault_is_away_a_message_waits_as_it_is(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents().submitted())
    desk.vault.reachable = False
    await desk.send_all(AcceptingTransport())
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    desk.vault.reachable = True
    await desk.send_all(AcceptingTransport())
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_a_message_that_was_taken_stays_so_where_the_next_cannot_be_read(
    desk: NotificationsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_kids: object) -> None:
        raise VaultUnreachableError("away")

    async def lose_the_vault(_message: Message) -> None:
        monkeypatch.setattr(desk.vault, "open", away)

    for number in range(MOST_IN_HAND + 1):
        await desk.hear(QuestionEvents(f"KV-2026-{number:06}").submitted())
    await desk.send_all(AcceptingTransport(lose_the_vault))
    standing = [(delivery.state, delivery.attempts) for delivery in await desk.deliveries()]
    assert standing == [(DeliveryState.DELIVERED, 1)] * MOST_IN_HAND + [(DeliveryState.WAITING, 0)]


@pytest.mark.asyncio
async def test_a_refused_message_fails_at_once_and_holds_up_no_other(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents("KV-2026-000001").submitted())
    await desk.hear(QuestionEvents("KV-2026-000002").submitted())
    refusing = FailingTransport(PermanentMailError("smtp-550"))
    await desk.send_all(refusing)
    assert len(refusing.offered) == 2
    assert [delivery.state for delivery in await desk.deliveries()] == [DeliveryState.FAILED] * 2


@pytest.mark.asyncio
async def test_the_operator_sends_a_failed_message_again_with_patience_renewed(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(FailingTransport(PermanentMailError("smtp-550")))
    desk.clock.moment += GIVE_UP_AFTER * 2
    (delivery,) = await desk.deliveries()
    async with desk.unit_of_work() as work:
        await resend_delivery(work, OPERATOR, delivery.id)
    await desk.send_all(FailingTransport(TemporaryMailError("timeout")))
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 2)


@pytest.mark.asyncio
async def test_what_has_not_failed_is_not_sent_again(desk: NotificationsService) -> None:
    await desk.hear(QuestionEvents().submitted())
    await desk.send_all(AcceptingTransport())
    (delivery,) = await desk.deliveries()
    with pytest.raises(ConflictError):
        async with desk.unit_of_work() as work:
            await resend_delivery(work, OPERATOR, delivery.id)
