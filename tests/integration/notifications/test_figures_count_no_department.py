"""Figures show that letters wait, and never how many a department got (design section 5)."""

from datetime import timedelta

import pytest
from integration.notifications.desk import Desk
from integration.notifications.events import Story
from integration.notifications.posts import FailingPost, TakingPost

from loket_notifications.domain.attempts import PAUSES
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.gateways.post import NotNow
from loket_notifications.store.figures import count_letters_to_askers, count_waiting_news, overdue_since


@pytest.mark.asyncio
async def test_letters_to_askers_are_counted_by_state_and_departments_not_at_all(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted())
    await desk.send_all(TakingPost())
    await desk.hear(story.answered())
    await desk.hear(story.requested("OCW"))
    await desk.hear(story.requested("AIVD"))
    async with desk.unit_of_work() as work:
        counts = await count_letters_to_askers(work.session)
    assert counts == {DeliveryState.DELIVERED: 1, DeliveryState.WAITING: 1}


@pytest.mark.asyncio
async def test_news_that_waits_for_its_question_is_counted(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.answered())
    await desk.hear(story.closed())
    async with desk.unit_of_work() as work:
        assert await count_waiting_news(work.session) == 2
    await desk.hear(story.submitted())
    async with desk.unit_of_work() as work:
        assert await count_waiting_news(work.session) == 0


@pytest.mark.asyncio
async def test_what_is_overdue_longest_is_told_of_letters_to_askers(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.requested("AIVD"))
    await desk.send_all(FailingPost(NotNow("unreachable")))
    later = desk.clock.now() + PAUSES[0] + timedelta(minutes=1)
    async with desk.unit_of_work() as work:
        assert await overdue_since(work.session, later) is None
    await desk.hear(story.submitted())
    await desk.send_all(FailingPost(NotNow("unreachable")))
    due = desk.clock.now() + PAUSES[0]
    async with desk.unit_of_work() as work:
        assert await overdue_since(work.session, due - timedelta(seconds=1)) is None
        assert await overdue_since(work.session, later) == due
