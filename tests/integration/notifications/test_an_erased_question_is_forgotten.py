"""Once a question is erased nobody is told any more, whatever comes before, between or after (design section 2)."""

import pytest
from integration.notifications.desk import Desk
from integration.notifications.events import Story
from integration.notifications.posts import TakingPost

from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.domain.letter import Mail
from loket_shared.failures import ErasedError
from loket_shared.sealing.erasure import ErasureNotConfirmedError


@pytest.mark.asyncio
async def test_letters_that_wait_are_ended(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    await desk.erase(story.erased())
    post = TakingPost()
    await desk.send_all(post)
    assert post.taken == []
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.ERASED]


@pytest.mark.asyncio
@pytest.mark.parametrize("late", ["submitted", "answered", "closed"])
async def test_what_comes_afterwards_is_ignored(desk: Desk, late: str) -> None:
    story = Story()
    await desk.hear(story.closed())
    await desk.erase(story.erased())
    await desk.hear(getattr(story, late)())
    assert await desk.deliveries() == []


@pytest.mark.asyncio
async def test_nothing_is_forgotten_while_the_vault_holds_the_keys(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    with pytest.raises(ErasureNotConfirmedError):
        await desk.hear(story.erased())
    post = TakingPost()
    await desk.send_all(post)
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.DELIVERED]


@pytest.mark.asyncio
async def test_destroyed_keys_end_letters_before_the_event_arrives(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    await desk.hear(story.requested("EZK"))
    desk.keys.destroy(story.question_id)
    with pytest.raises(ErasedError):
        await desk.hear(story.answered())
    post = TakingPost()
    await desk.send_all(post)
    assert post.taken == []
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.ERASED] * 2


@pytest.mark.asyncio
async def test_a_letter_under_way_is_concluded_without_telling_of_it(desk: Desk) -> None:
    story = Story()

    async def erase(_mail: Mail) -> None:
        desk.keys.destroy(story.question_id)

    await desk.hear(story.submitted())
    await desk.send_all(TakingPost(erase))
    assert [letter.state for letter in await desk.deliveries()] == [DeliveryState.DELIVERED]
    assert await desk.published() == []
