"""There is no order between topics: facts of a case may come before the question itself.

See docs/architecture.md#who-owns-what.
"""

import asyncio
from collections import Counter
from itertools import permutations

import pytest
from integration.notifications.events import QuestionEvents
from integration.notifications.transports import AcceptingTransport
from kit.notifications_service import NotificationsService

from loket_notifications.domain.notification import NotificationKind

FIVE = [
    NotificationKind.RECEIVED,
    NotificationKind.INFORMATION_NEEDED,
    NotificationKind.COORDINATION_STARTED,
    NotificationKind.ANSWERED,
    NotificationKind.CLOSED,
]


@pytest.mark.asyncio
async def test_each_occasion_makes_one_message_in_whatever_order_the_facts_come(desk: NotificationsService) -> None:
    for number, order in enumerate(permutations(range(5))):
        question = QuestionEvents(reference=f"KV-2026-{number:06}")
        facts = [question.submitted(), *question.facts_of_the_case()]
        for place in order:
            await desk.hear(facts[place])
    deliveries = await desk.deliveries()
    assert len(deliveries) == 120 * 5
    told = {(delivery.reference, delivery.occasion) for delivery in deliveries}
    assert told == {(delivery.reference, occasion) for delivery in deliveries for occasion in FIVE}


@pytest.mark.asyncio
async def test_facts_that_come_at_the_same_moment_lose_nothing(desk: NotificationsService) -> None:
    questions = [QuestionEvents(reference=f"KV-2026-{number:06}") for number in range(20)]
    await asyncio.gather(
        *(desk.hear(event) for question in questions for event in (question.answered(), question.submitted()))
    )
    deliveries = await desk.deliveries()
    assert sorted((delivery.reference, delivery.occasion) for delivery in deliveries) == sorted(
        (question.reference, occasion)
        for question in questions
        for occasion in (NotificationKind.RECEIVED, NotificationKind.ANSWERED)
    )


@pytest.mark.asyncio
async def test_everybody_who_is_to_be_told_gets_a_message_of_their_own_in_the_question_s_language(
    desk: NotificationsService,
) -> None:
    question = QuestionEvents(language="en")
    await desk.hear(question.submitted("one@example.org", "two@example.org"))
    await desk.hear(question.answered())
    deliveries = await desk.deliveries()
    assert [delivery.occasion for delivery in deliveries] == [NotificationKind.RECEIVED] * 2 + [
        NotificationKind.ANSWERED
    ] * 2
    assert {delivery.language for delivery in deliveries} == {"en"}


@pytest.mark.asyncio
async def test_where_nobody_is_to_be_told_there_is_no_message(desk: NotificationsService) -> None:
    question = QuestionEvents()
    submitted = question.submitted()
    assert submitted.asker
    nobody = submitted.asker.model_copy(update={"recipients": ()})
    await desk.hear(question.answered(), submitted.model_copy(update={"asker": nobody}), question.closed())
    assert await desk.deliveries() == []


@pytest.mark.asyncio
async def test_several_are_told_of_what_was_held_and_of_what_comes(desk: NotificationsService) -> None:
    question, emails = QuestionEvents(), ("one@example.org", "two@example.org")
    await desk.hear(question.answered(), question.closed(), question.submitted(*emails))
    transport = AcceptingTransport()
    await desk.send_all(transport)
    told = Counter((message.address, message.text.subject.split()[-1]) for message in transport.taken)
    assert told == Counter((email, end) for email in emails for end in ("ontvangen", "beantwoord", "afgesloten"))


@pytest.mark.asyncio
async def test_a_message_names_the_event_that_caused_it(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.answered())
    await desk.hear(question.submitted())
    received, answered = await desk.deliveries()
    assert received.cause_id != answered.cause_id
