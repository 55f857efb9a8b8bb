"""SMTP cannot be exactly once: nothing is lost, and a repeat is recognisable (docs/architecture.md#mail)."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport
from kit.notifications_service import LEASE, LINKS, MAILBOXES, NotificationsService

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.domain.message import Message
from loket_notifications.handlers.messages_in_hand import MOST_IN_HAND
from loket_notifications.handlers.send_due_messages import PATIENCE_SECONDS, MessageSender
from loket_shared.contracts.compartments import KeyName
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.failures import KeyForbiddenError, VaultUnreachableError
from loket_shared.sealing.keys import DataKey
from loket_shared.unit_of_work import UnitOfWork

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
@pytest.mark.parametrize("before", [0, MOST_IN_HAND - 1, MOST_IN_HAND, 2 * MOST_IN_HAND - 1])
async def test_a_crash_leaves_at_most_one_hand_of_messages_in_doubt(desk: NotificationsService, before: int) -> None:
    sent: list[UUID] = []

    async def die_later(message: Message) -> None:
        sent.append(message.delivery_id)
        if len(sent) > before:
            raise Killed

    for number in range(2 * MOST_IN_HAND + 1):
        await desk.hear(QuestionEvents(f"KV-2026-{number:06}").submitted())
    with pytest.raises(Killed):
        await desk.send_all(AcceptingTransport(die_later))
    standing = {delivery.id: delivery.state for delivery in await desk.deliveries()}
    in_doubt = [each for each in sent if standing[each] != DeliveryState.DELIVERED]
    assert len(in_doubt) == before % MOST_IN_HAND + 1
    desk.clock.moment += LEASE
    second = AcceptingTransport()
    await desk.send_all(second)
    assert {message.delivery_id for message in second.taken}.intersection(sent) == set(in_doubt)
    assert {delivery.state for delivery in await desk.deliveries()} == {DeliveryState.DELIVERED}


@pytest.mark.asyncio
async def test_a_sender_that_is_stopped_leaves_no_message_in_doubt(desk: NotificationsService) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def wait(_message: Message) -> None:
        begun.set()
        await goes_on.wait()

    for number in range(3):
        await desk.hear(QuestionEvents(f"KV-2026-{number:06}").submitted())
    transport = AcceptingTransport(wait)
    sending = asyncio.create_task(desk.send_all(transport))
    await begun.wait()
    sending.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    with pytest.raises(asyncio.CancelledError):
        await sending
    standing = [(delivery.state, delivery.attempts) for delivery in await desk.deliveries()]
    assert standing == [(DeliveryState.DELIVERED, 1), (DeliveryState.WAITING, 0), (DeliveryState.WAITING, 0)]
    assert len(transport.taken) == 1


@pytest.mark.asyncio
async def test_outcomes_that_cannot_be_recorded_for_a_while_are_kept(
    desk: NotificationsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_names: object) -> None:
        monkeypatch.setattr(desk.vault, "ensure", ensure)
        raise VaultUnreachableError("away")

    async def lose_the_vault(_message: Message) -> None:
        monkeypatch.setattr(desk.vault, "ensure", away)

    ensure = desk.vault.ensure
    await desk.hear(QuestionEvents().submitted())
    transport = AcceptingTransport(lose_the_vault)
    await desk.send_all(transport)
    assert len(transport.taken) == 1
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_a_message_under_way_goes_on_while_the_database_is_away(desk: NotificationsService) -> None:
    away, looked = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def unit_of_work() -> AsyncIterator[UnitOfWork]:
        if away.is_set() and not looked.is_set():
            looked.set()
            raise ConnectionResetError
        async with desk.unit_of_work() as work:
            yield work

    async def lose_the_database(_message: Message) -> None:
        away.set()
        await looked.wait()

    await desk.hear(QuestionEvents().submitted())
    transport = AcceptingTransport(lose_the_database)
    await MessageSender(unit_of_work, [transport], MAILBOXES, LINKS, LEASE).send_due()
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts, len(transport.taken)) == (DeliveryState.DELIVERED, 1, 1)


@pytest.mark.asyncio
async def test_an_outcome_that_can_never_be_recorded_holds_up_no_other(
    desk: NotificationsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ensure_all_but_one(names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        wanted = list(names)
        if any(name.question_id == questions[1].question_id for name in wanted):
            raise KeyForbiddenError("not this one")
        return await ensure(wanted)

    questions, ensure = [QuestionEvents(f"KV-2026-{number:06}") for number in range(3)], desk.vault.ensure
    await desk.hear(*(question.submitted() for question in questions))
    monkeypatch.setattr(desk.vault, "ensure", ensure_all_but_one)
    await desk.send_all(AcceptingTransport())
    standing = [(delivery.reference, delivery.state) for delivery in await desk.deliveries()]
    states = [DeliveryState.DELIVERED, DeliveryState.SENDING, DeliveryState.DELIVERED]
    assert standing == [(question.reference, state) for question, state in zip(questions, states, strict=True)]


@pytest.mark.asyncio
async def test_an_addressee_that_cannot_be_read_holds_up_no_other(desk: NotificationsService) -> None:
    await desk.hear(*(QuestionEvents(f"KV-2026-{number:06}").submitted() for number in range(3)))
    async with desk.unit_of_work() as work:
        await work.driver.execute("UPDATE deliveries SET addressee = 'x' WHERE reference = 'KV-2026-000001'")
    await desk.send_all(AcceptingTransport())
    standing = [(delivery.state, delivery.failure) for delivery in await desk.deliveries()]
    unreadable = (DeliveryState.FAILED, "addressee-unreadable")
    assert standing == [(DeliveryState.DELIVERED, None), unreadable, (DeliveryState.DELIVERED, None)]


@pytest.mark.asyncio
async def test_senders_side_by_side_never_send_the_same_message(desk: NotificationsService) -> None:
    for number in range(20):
        await desk.hear(QuestionEvents(reference=f"KV-2026-{number:06}").submitted())
    transports = [AcceptingTransport() for _ in range(6)]
    await asyncio.gather(*(desk.send_all(*transports[at : at + 2]) for at in (0, 2, 4)))
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
    await desk.sender(AcceptingTransport(take_long), lease=SHORT_LEASE).send_due()
    assert second.taken == []
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)


@pytest.mark.asyncio
async def test_a_sender_does_not_take_again_what_it_has_in_hand(desk: NotificationsService) -> None:
    async def take_long(_message: Message) -> None:
        # So it is when the database was away for longer than a lease.
        desk.clock.moment += LEASE
        await asyncio.sleep(3 * PATIENCE_SECONDS)

    await desk.hear(QuestionEvents().submitted())
    slow, idle = AcceptingTransport(take_long), AcceptingTransport()
    await desk.send_all(slow, idle)
    assert (len(slow.taken), idle.taken) == (1, [])
    (delivery,) = await desk.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)
