"""Whoever sees a case is told that a message about it was not taken in yet; nobody is told more than that."""

from uuid import UUID, uuid4

import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.envelopes import envelope
from kit.personas import CLEARED, OPERATOR, SECOND
from kit.verifier import bearer

from loket_shared.bus.dead_letters.record import record_dead_letter
from loket_shared.envelope import to_record
from loket_shared.failures import PermanentError
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.inbox.parking import park
from loket_shared.inbox.store import Outcome, claim_out_of_order, lock_progress

pytestmark = pytest.mark.asyncio

CONSUMER = "loket.backoffice"
HERE, CASE = f"/zaken/{REFERENCE}", f"/v1/cases/{REFERENCE}"
BANNER = "Een bericht over deze vraag zit vast"


def received(
    office: BackofficeService, question: UUID, sequence: int, topic: str = "loket.questions"
) -> ReceivedRecord:
    sent = envelope(time=office.clock.now(), sequence=sequence, partitionkey=str(question))
    key, value, headers = to_record(sent)
    return ReceivedRecord.of(StoredRecord(topic, 0, sequence, key, value, headers))


async def could_not_be_handled(office: BackofficeService, question: UUID) -> None:
    letter = received(office, question, 2)
    async with office.unit_of_work() as work:
        await lock_progress(work.session, CONSUMER, "loket.questions", str(question))
        await claim_out_of_order(work.session, CONSUMER, letter, Outcome.DEAD)
        await record_dead_letter(work, CONSUMER, letter, PermanentError(), 1)


async def waits_for_one_that_is_missing(office: BackofficeService, question: UUID) -> None:
    early = received(office, question, 9)
    async with office.unit_of_work() as work:
        await lock_progress(work.session, CONSUMER, "loket.questions", str(question))
        await claim_out_of_order(work.session, CONSUMER, early, Outcome.PARKED)
        await park(work.session, CONSUMER, early)
    async with office.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE inbox_parked SET parked_at = now() - interval '1 minute'")


@pytest.mark.parametrize("held_up", [could_not_be_handled, waits_for_one_that_is_missing])
async def test_everybody_who_sees_the_case_is_told(photonics: BackofficeService, held_up: object) -> None:
    await held_up(photonics, photonics.question_id)  # type: ignore[operator]
    async with visiting(photonics) as client:
        for name in (CLEARED.subject, SECOND.subject, "expert-ezk", "approver-aivd", OPERATOR.subject):
            assert (await client.get(CASE, headers=bearer(name))).json()["heldUp"] is True
            async with window_of(photonics, name) as window:
                page = await window.see(HERE)
                assert BANNER in page
                assert ('href="/vastgelopen-berichten">Bekijk wat vastzit' in page) == (name == OPERATOR.subject)


async def test_a_case_that_nothing_waits_for_says_nothing(photonics: BackofficeService) -> None:
    await could_not_be_handled(photonics, uuid4())
    async with visiting(photonics) as client:
        assert (await client.get(CASE, headers=bearer(SECOND.subject))).json()["heldUp"] is False
    async with window_of(photonics, SECOND.subject) as window:
        assert BANNER not in await window.see(HERE)
