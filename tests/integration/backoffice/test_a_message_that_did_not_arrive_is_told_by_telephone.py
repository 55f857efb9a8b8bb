"""A mail that failed is known to the officers, who telephone."""

from dataclasses import replace
from uuid import uuid4

import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND
from kit.verifier import bearer
from unit.bus.records import envelope, record

from loket_backoffice.handlers.case_steps import ask_asker
from loket_backoffice.handlers.owner_of_record import owner_of_record
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.bus.dead_letters.access import NOT_KNOWN_YET
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.contracts.topics import Topic

CASE = f"/v1/cases/{REFERENCE}"
PAGE = f"/zaken/{REFERENCE}"
MAIL = uuid4()


def details(office: BackofficeService) -> DeliveryDetails:
    """Return what a mail says that was written now."""
    return DeliveryDetails(
        question_id=office.question_id,
        recipient="weg@voorbeeldstad.example",
        occasion="information-needed",
        written_at=office.clock.now(),
    )


async def asked_in_vain(office: BackofficeService) -> None:
    """Ask the asker something, by a mail that fails a day later."""
    await office.act(ask_asker, SECOND, REFERENCE, "Wie betaalt dit?", None)
    sent = details(office)
    office.wait(days=1)
    await office.hear(
        NotificationFailed(
            delivery_id=MAIL,
            question_id=office.question_id,
            reference=REFERENCE,
            failed_at=office.clock.now(),
            to_asker=sent,
        )
    )


@pytest.mark.asyncio
async def test_the_case_and_the_queue_say_so_and_a_call_ends_it(photonics: BackofficeService) -> None:
    await asked_in_vain(photonics)
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    assert (case.state, [one.occasion for one in case.unreached]) == ("in-coordination", ["information-needed"])
    assert "cases.deadline-set" in await photonics.published()
    async with window_of(photonics, "front-office") as window:
        assert "Een bericht kwam niet aan bij de indiener" in await window.see("/")
        page = await window.see(PAGE)
        assert "Vraag om informatie: kon niet worden bezorgd" in page
        assert "loopt de termijn sindsdien weer" in page
        done = await window.send(PAGE, "tell-by-telephone", version=str(case.version))
        page = await window.see(done)
        assert "per telefoon" in page
        assert "kwam niet aan" not in page
        assert "Wacht op indiener" in page
        assert "Opgeschort" in page


@pytest.mark.asyncio
async def test_over_the_api_a_call_is_recorded_once(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        path = f"{CASE}/telephone-calls"
        assert (await client.post(path, headers=bearer("front-office"))).status_code == 409
        await asked_in_vain(photonics)
        assert (await client.post(path, headers=bearer("expert-ezk"))).status_code == 403
        assert (await client.post(path, headers=bearer("expert-bz"))).status_code == 404
        told = await client.post(path, headers=bearer("front-office-2"))
        assert (told.status_code, told.json()["state"], told.json()["unreached"]) == (200, "waiting-for-asker", [])
        assert (await client.post(path, headers=bearer("front-office"))).status_code == 409


@pytest.mark.asyncio
async def test_a_mail_that_arrives_after_all_is_not_told_any_more(photonics: BackofficeService) -> None:
    await asked_in_vain(photonics)
    for mail in (uuid4(), MAIL):
        event = NotificationDelivered(
            delivery_id=mail,
            question_id=photonics.question_id,
            reference=REFERENCE,
            delivered_at=photonics.clock.now(),
            to_asker=details(photonics),
        )
        await photonics.hear(event)
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    assert (case.state, case.unreached) == ("waiting-for-asker", ())
    lines = [line.text.nl for line in case.timeline]
    assert lines.count("Bericht aan de indiener alsnog aangekomen") == 1


@pytest.mark.asyncio
async def test_mail_about_covert_work_that_waits_for_its_turn_is_with_its_owner(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    of = {request.department: request.id for request in case.requests}
    owners = {}
    for name, request_id in {**of, "nobody": uuid4()}.items():
        mail = replace(envelope(kind=NotificationFailed.TYPE, key=request_id), subject=str(request_id))
        waiting = replace(record(0, mail), topic=Topic.NOTIFICATIONS)
        owners[name] = await photonics.act(owner_of_record, waiting)
    assert owners == {"EZK": None, "OCW": None, "AIVD": "AIVD", "nobody": NOT_KNOWN_YET}


@pytest.mark.asyncio
async def test_a_mail_that_went_well_leaves_no_trace(office: BackofficeService) -> None:
    event = NotificationDelivered(
        delivery_id=MAIL, question_id=office.question_id, reference=REFERENCE, to_asker=details(office)
    )
    await office.hear(event)
    async with office.database.transaction() as session:
        rows = await (await session.connection()).exec_driver_sql("SELECT count(*) FROM cases")
        assert rows.scalar_one() == 0
