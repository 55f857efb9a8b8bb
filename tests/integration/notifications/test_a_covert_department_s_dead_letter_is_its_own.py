"""A record about a covert department that could not be handled is known as that department's."""

import pytest
from integration.notifications.events import QuestionEvents
from kit.envelopes import envelope_of
from kit.memory_vault import MemoryVault
from kit.notifications_service import NotificationsService

from loket_notifications.handlers.tag_covert_owners import find_dead_letter_owner, tag_dead_letters
from loket_shared.bus.dead_letters.access import NOT_KNOWN_YET
from loket_shared.bus.dead_letters.record import record_dead_letter
from loket_shared.bus.dead_letters.store import list_letters
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.contributions_requested import ContributionRequested, RequestedWork
from loket_shared.envelope import to_record
from loket_shared.failures import PermanentError
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.operations_access import may_read
from loket_shared.principal import Principal, Role
from loket_shared.sealing.sealer import Sealer

GROUP = "loket.notifications"


def as_published(question: QuestionEvents, department: str) -> ContributionRequested:
    """Return the request with the part that only the department and the back office may open."""
    work = RequestedWork(question_id=question.question_id, reference=question.reference, department=department)
    return question.requested(department).model_copy(update={"work": work})


async def received(desk: NotificationsService, event: Event) -> ReceivedRecord:
    key, value, headers = to_record(await envelope_of(event, Sealer(MemoryVault(desk.keys)), time=desk.clock.now()))
    return ReceivedRecord.of(StoredRecord(event.TOPIC, 0, 0, key, value, headers))


async def owners(desk: NotificationsService) -> list[str | None]:
    async with desk.unit_of_work() as work:
        letters = await list_letters(work.session, GROUP, None, 10)
        return [await find_dead_letter_owner(work, letter.id) for letter in letters]


async def tagged(desk: NotificationsService) -> list[str | None]:
    async with desk.unit_of_work() as work:
        await tag_dead_letters(work)
    return await owners(desk)


@pytest.mark.asyncio
async def test_a_covert_owner_is_read_from_the_sealed_record_and_known_from_then_on(desk: NotificationsService) -> None:
    question = QuestionEvents()
    for event in (as_published(question, "AIVD"), as_published(question, "OCW"), question.submitted()):
        async with desk.unit_of_work() as work:
            await record_dead_letter(work, GROUP, await received(desk, event), PermanentError(), 1)
    assert await owners(desk) == [NOT_KNOWN_YET] * 3
    assert await tagged(desk) == ["AIVD", None, None]
    desk.keys.destroy(question.question_id)
    assert await tagged(desk) == ["AIVD", None, None]


@pytest.mark.asyncio
async def test_one_whose_question_was_erased_before_tells_of_nobody(desk: NotificationsService) -> None:
    question = QuestionEvents()
    async with desk.unit_of_work() as work:
        await record_dead_letter(work, GROUP, await received(desk, as_published(question, "AIVD")), PermanentError(), 1)
    desk.keys.destroy(question.question_id)
    assert await tagged(desk) == [None]


@pytest.mark.parametrize("owner", [NOT_KNOWN_YET, "AIVD"])
def test_the_operator_sees_none_that_is_or_may_be_a_covert_department_s(owner: str) -> None:
    assert not may_read(Principal("operator", "Regisseur", "", Role.OPERATOR), owner)
