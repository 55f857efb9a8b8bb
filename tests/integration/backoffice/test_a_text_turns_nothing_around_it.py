"""The asker's words stand isolated wherever an officer or a department reads them."""

import pytest
from integration.backoffice.clients import window_of
from integration.backoffice.isolation import loose_texts
from kit.backoffice_service import PHOTONICS, REFERENCE, BackofficeService
from kit.personas import CLEARED, expert

from loket_backoffice.handlers.add_note import add_note_to_case
from loket_backoffice.handlers.case_steps import ask_asker
from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.handlers.route_steps import reroute_case
from loket_shared.contracts.shared_parts import Partner

OVERRIDE = "\u202e"
TURNED = f"{OVERRIDE}gnikremnaaszegnew"


@pytest.mark.asyncio
@pytest.mark.parametrize("who", ["front-office", "front-office-2", "expert-ezk"])
async def test_no_page_of_the_work_place_is_turned(office: BackofficeService, who: str) -> None:
    asked = office.submitted()
    assert asked.question is not None
    assert asked.asker is not None
    partner = Partner(name=TURNED, type="university")
    question = asked.question.model_copy(update={"subject": TURNED, "description": TURNED, "partners": (partner,)})
    asker = asked.asker.model_copy(update={"name": TURNED})
    await office.hear(asked.model_copy(update={"question": question, "asker": asker}))
    await office.hear(office.decided(*PHOTONICS))
    await office.hear(office.supplemented(TURNED))
    await office.act(ask_asker, CLEARED, REFERENCE, TURNED, None)
    await office.act(add_note_to_case, CLEARED, REFERENCE, TURNED)
    await office.act(reroute_case, CLEARED, REFERENCE, "EZK", frozenset({"BZ", "AIVD"}), TURNED, None)
    case = await office.act(read_case, expert("EZK"), REFERENCE)
    own = next(request for request in case.requests if request.department == "EZK")
    async with window_of(office, who) as window:
        for address in ("/", f"/zaken/{REFERENCE}", f"/bijdrageverzoeken/{own.id}"):
            page = await window.see(address)
            assert OVERRIDE in page
            assert loose_texts(page, OVERRIDE) == []
