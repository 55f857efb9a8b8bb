"""There is no order between topics: facts of a case may come before the question itself (design section 2)."""

import asyncio
from itertools import permutations

import pytest
from integration.notifications.desk import Desk
from integration.notifications.events import Story

from loket_notifications.domain.occasions import Occasion

FIVE = [
    Occasion.RECEIVED,
    Occasion.INFORMATION_NEEDED,
    Occasion.COORDINATION_STARTED,
    Occasion.ANSWERED,
    Occasion.CLOSED,
]


@pytest.mark.asyncio
async def test_each_occasion_makes_one_letter_in_whatever_order_the_facts_come(desk: Desk) -> None:
    for number, order in enumerate(permutations(range(5))):
        story = Story(reference=f"KV-2026-{number:06}")
        facts = [story.submitted(), *story.facts_of_the_case()]
        for place in order:
            await desk.hear(facts[place])
    letters = await desk.deliveries()
    assert len(letters) == 120 * 5
    told = {(letter.reference, letter.occasion) for letter in letters}
    assert told == {(letter.reference, occasion) for letter in letters for occasion in FIVE}


@pytest.mark.asyncio
async def test_facts_that_come_at_the_same_moment_lose_nothing(desk: Desk) -> None:
    stories = [Story(reference=f"KV-2026-{number:06}") for number in range(20)]
    await asyncio.gather(*(desk.hear(event) for story in stories for event in (story.answered(), story.submitted())))
    letters = await desk.deliveries()
    assert sorted((letter.reference, letter.occasion) for letter in letters) == sorted(
        (story.reference, occasion) for story in stories for occasion in (Occasion.RECEIVED, Occasion.ANSWERED)
    )


@pytest.mark.asyncio
async def test_everybody_who_is_to_be_told_gets_a_letter_of_their_own_in_the_question_s_language(desk: Desk) -> None:
    story = Story(language="en")
    await desk.hear(story.submitted("one@example.org", "two@example.org"))
    await desk.hear(story.answered())
    letters = await desk.deliveries()
    assert [letter.occasion for letter in letters] == [Occasion.RECEIVED] * 2 + [Occasion.ANSWERED] * 2
    assert {letter.language for letter in letters} == {"en"}


@pytest.mark.asyncio
async def test_a_letter_names_the_event_that_caused_it(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.answered())
    await desk.hear(story.submitted())
    received, answered = await desk.deliveries()
    assert received.cause_id != answered.cause_id
