"""People's addresses and departments' names stand only in sealed columns."""

import json

import pytest
from integration.notifications.events import EMAIL, QuestionEvents
from integration.notifications.transports import AcceptingTransport
from kit.database_rows import rows_kept
from kit.events import published_events as told_by
from kit.notifications_service import NotificationsService

from loket_shared.contracts.notification_event import NotificationEvent


async def everything_in(desk: NotificationsService) -> str:
    return "\n".join(await rows_kept(desk.database))


@pytest.mark.asyncio
async def test_neither_addresses_nor_departments_can_be_read(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.hear(question.answered())
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(AcceptingTransport())
    content = await everything_in(desk)
    assert question.reference in content
    for secret in (EMAIL, EMAIL.encode().hex(), "AIVD", "aivd", b"AIVD".hex(), b"aivd".hex()):
        assert secret not in content


@pytest.mark.asyncio
async def test_nothing_links_a_department_s_message_to_its_question(desk: NotificationsService) -> None:
    question = QuestionEvents()
    request = question.requested("AIVD")
    await desk.hear(request)
    await desk.send_all(AcceptingTransport())
    content = await everything_in(desk)
    assert str(request.request_id) in content
    for link in (str(question.question_id), question.question_id.hex, question.reference):
        assert link not in content
    (event,) = await desk.published()
    assert (event.key, event.subject) == (request.request_id, str(request.request_id))
    assert (event.correlation_id, event.causation_id) == (str(request.request_id), None)


@pytest.mark.asyncio
async def test_no_id_tells_when_a_department_was_written_to(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(AcceptingTransport())
    versions = {delivery.request_id is not None: delivery.id.version for delivery in await desk.deliveries()}
    assert versions == {False: 7, True: 4}
    assert {event.key == question.question_id: event.id.version for event in await desk.published()} == {
        True: 7,
        False: 4,
    }


@pytest.mark.asyncio
async def test_when_a_department_was_written_to_travels_sealed(desk: NotificationsService) -> None:
    question = QuestionEvents()
    await desk.hear(question.submitted())
    await desk.hear(question.requested("AIVD"))
    await desk.send_all(AcceptingTransport())
    clear = {
        event.key == question.question_id: json.loads(event.data)["deliveredAt"] for event in await desk.published()
    }
    assert (clear[True] is None, clear[False]) == (False, None)
    told = await told_by(desk.database, desk.unit_of_work.sealer)
    outcomes = [event for event in told if isinstance(event, NotificationEvent)]
    sealed = [event.to_department.ended_at for event in outcomes if event.to_department]
    assert sealed == [desk.clock.now()]
