"""What is not taken is tried again; what is refused, or never taken, waits for a person."""

from datetime import timedelta

import pytest
from integration.notifications.desk import Desk
from integration.notifications.events import Story
from integration.notifications.posts import FailingPost, TakingPost

from loket_notifications.domain.attempts import PATIENCE, PAUSES
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.domain.letter import Mail
from loket_notifications.gateways.post import NotNow, Refused
from loket_notifications.handlers.resend_delivery import resend_delivery
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.failures import ConflictError, VaultUnreachableError
from loket_shared.principal import Principal, Role

OPERATOR = Principal(subject="operator", name="Regisseur", email="", role=Role.OPERATOR)


@pytest.mark.asyncio
async def test_it_waits_longer_and_longer_and_is_taken_in_the_end(desk: Desk) -> None:
    await desk.hear(Story().submitted())
    away = FailingPost(NotNow("unreachable"))
    for attempts, pause in enumerate(PAUSES, start=1):
        await desk.send_all(away)
        (letter,) = await desk.deliveries()
        assert (letter.state, letter.attempts, letter.failure) == (DeliveryState.WAITING, attempts, "unreachable")
        assert letter.due_at == desk.clock.now() + pause
        desk.clock.moment += pause
    await desk.send_all(TakingPost())
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.failure) == (DeliveryState.DELIVERED, None)


@pytest.mark.asyncio
async def test_nothing_is_tried_before_its_time(desk: Desk) -> None:
    await desk.hear(Story().submitted())
    await desk.send_all(FailingPost(NotNow("unreachable")))
    desk.clock.moment += PAUSES[0] - timedelta(milliseconds=1)
    post = TakingPost()
    await desk.send_all(post)
    assert post.taken == []


@pytest.mark.asyncio
async def test_after_three_days_it_is_given_up_and_told(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    desk.clock.moment += PATIENCE
    await desk.send_all(FailingPost(NotNow("timeout")))
    (letter,), (event,) = await desk.deliveries(), await desk.published()
    assert (letter.state, letter.failure, letter.due_at) == (DeliveryState.FAILED, "timeout", None)
    assert (event.type, event.key) == (NotificationFailed.TYPE, story.question_id)


@pytest.mark.asyncio
async def test_while_the_vault_is_away_a_letter_waits_as_it_is(desk: Desk) -> None:
    await desk.hear(Story().submitted())
    desk.vault.reachable = False
    await desk.send_all(TakingPost())
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.attempts) == (DeliveryState.WAITING, 0)
    desk.vault.reachable = True
    await desk.send_all(TakingPost())
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_a_letter_that_was_taken_stays_so_where_the_next_cannot_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_kids: object) -> None:
        raise VaultUnreachableError("away")

    async def lose_the_vault(_mail: Mail) -> None:
        monkeypatch.setattr(desk.vault, "open", away)

    for number in (1, 2):
        await desk.hear(Story(f"KV-2026-{number:06}").submitted())
    await desk.send_all(TakingPost(lose_the_vault))
    standing = [(letter.state, letter.attempts) for letter in await desk.deliveries()]
    assert standing == [(DeliveryState.DELIVERED, 1), (DeliveryState.WAITING, 0)]


@pytest.mark.asyncio
async def test_a_refused_letter_fails_at_once_and_holds_up_no_other(desk: Desk) -> None:
    await desk.hear(Story("KV-2026-000001").submitted())
    await desk.hear(Story("KV-2026-000002").submitted())
    refusing = FailingPost(Refused("smtp-550"))
    await desk.send_all(refusing)
    assert len(refusing.offered) == 2
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.FAILED] * 2


@pytest.mark.asyncio
async def test_the_operator_sends_a_failed_letter_again_with_patience_renewed(desk: Desk) -> None:
    await desk.hear(Story().submitted())
    await desk.send_all(FailingPost(Refused("smtp-550")))
    desk.clock.moment += PATIENCE * 2
    (letter,) = await desk.deliveries()
    async with desk.unit_of_work() as work:
        await resend_delivery(OPERATOR, letter.id, work)
    await desk.send_all(FailingPost(NotNow("timeout")))
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.attempts) == (DeliveryState.WAITING, 2)


@pytest.mark.asyncio
async def test_what_has_not_failed_is_not_sent_again(desk: Desk) -> None:
    await desk.hear(Story().submitted())
    await desk.send_all(TakingPost())
    (letter,) = await desk.deliveries()
    with pytest.raises(ConflictError):
        async with desk.unit_of_work() as work:
            await resend_delivery(OPERATOR, letter.id, work)
