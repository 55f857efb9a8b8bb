"""SMTP cannot be exactly once: nothing is lost, and a repeat is recognisable (design section 4, mail)."""

import asyncio
from datetime import timedelta

import pytest
from integration.notifications.desk import LEASE, Desk
from integration.notifications.events import Story
from integration.notifications.posts import TakingPost

from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.domain.letter import Mail
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered

SHORT_LEASE = timedelta(seconds=1)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.asyncio
async def test_it_stands_as_being_sent_while_it_is_handed_over(desk: Desk) -> None:
    states: list[str] = []

    async def look(_mail: Mail) -> None:
        states.extend(letter.state for letter in await desk.deliveries())

    await desk.hear(Story().submitted())
    await desk.send_all(TakingPost(look))
    assert states == [DeliveryState.SENDING]
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.attempts, letter.ended_at) == (DeliveryState.DELIVERED, 1, desk.clock.now())


@pytest.mark.asyncio
async def test_what_became_of_it_is_told_once_about_the_question(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    await desk.send_all(TakingPost())
    (letter,), (event,) = await desk.deliveries(), await desk.published()
    assert event.type == NotificationDelivered.TYPE
    assert (event.key, event.subject) == (story.question_id, story.reference)
    assert event.causation_id == str(letter.cause_id)


@pytest.mark.asyncio
async def test_after_a_crash_it_is_sent_again_with_the_same_message_id_once_the_lease_is_over(desk: Desk) -> None:
    async def die(_mail: Mail) -> None:
        raise Killed

    await desk.hear(Story().submitted())
    first, second = TakingPost(die), TakingPost()
    with pytest.raises(Killed):
        await desk.send_all(first)
    await desk.send_all(second)
    assert second.taken == []
    desk.clock.moment += LEASE
    await desk.send_all(second)
    assert second.taken == first.taken
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_senders_side_by_side_never_send_the_same_letter(desk: Desk) -> None:
    for number in range(20):
        await desk.hear(Story(reference=f"KV-2026-{number:06}").submitted())
    posts = [TakingPost() for _ in range(3)]
    await asyncio.gather(*(desk.send_all(post) for post in posts))
    sent = [mail.delivery_id for post in posts for mail in post.taken]
    assert sorted(sent) == [letter.id for letter in await desk.deliveries()]


@pytest.mark.asyncio
async def test_a_sender_whose_lease_ran_out_does_not_overrule_the_one_that_took_over(desk: Desk) -> None:
    async def take_long(_mail: Mail) -> None:
        desk.clock.moment += LEASE
        await desk.send_all(TakingPost())

    await desk.hear(Story().submitted())
    await desk.send_all(TakingPost(take_long))
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.attempts) == (DeliveryState.DELIVERED, 2)
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_a_letter_that_a_server_is_slow_to_take_stays_with_its_sender(desk: Desk) -> None:
    second = TakingPost()

    async def take_long(_mail: Mail) -> None:
        for _ in range(3):
            desk.clock.moment += SHORT_LEASE / 2
            await asyncio.sleep(SHORT_LEASE.total_seconds() / 2)
            await desk.send_all(second)

    await desk.hear(Story().submitted())
    await desk.sender(TakingPost(take_long), SHORT_LEASE).send_due()
    assert second.taken == []
    (letter,) = await desk.deliveries()
    assert (letter.state, letter.attempts) == (DeliveryState.DELIVERED, 1)
