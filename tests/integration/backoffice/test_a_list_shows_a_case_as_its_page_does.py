"""A list opens less of a case than its page does, and shows the same of it to every reader."""

from collections.abc import Awaitable, Callable

import pytest
from kit.backoffice_service import PHOTONICS, REFERENCE, BackofficeService
from kit.personas import CLEARED, OPERATOR, SECOND, THIRD, expert

from loket_backoffice.domain.queues import Filter, Order
from loket_backoffice.handlers.answer_steps import approve_answer, return_answer, submit_answer, write_answer_draft
from loket_backoffice.handlers.case_steps import ask_asker, assign_case, close_case, reopen_case
from loket_backoffice.handlers.read_cases import list_cases, read_case
from loket_backoffice.views.case_summary import CaseSummaryView, view_of

READERS = (CLEARED, SECOND, OPERATOR, expert("EZK"), expert("AIVD"))
IN_A_LIST = {field.alias or name for name, field in CaseSummaryView.model_fields.items()}
Happening = Callable[[BackofficeService], Awaitable[None]]


async def asked_and_told(office: BackofficeService) -> None:
    """Have an officer take the case and ask the asker, who answers, without consent to share any more."""
    await office.act(assign_case, CLEARED, REFERENCE, CLEARED.subject, None)
    await office.act(ask_asker, CLEARED, REFERENCE, "Wie betaalt dit?", None)
    office.wait(hours=30)
    await office.hear(office.supplemented("De universiteit.", consent=False))


async def answered_and_reopened(office: BackofficeService) -> None:
    """Have the answer returned, approved and closed, and the case taken up again."""
    await office.act(write_answer_draft, CLEARED, REFERENCE, "Dat mag", None)
    await office.act(submit_answer, CLEARED, REFERENCE, None)
    await office.act(return_answer, SECOND, REFERENCE, "Leg uit", None)
    await office.act(write_answer_draft, CLEARED, REFERENCE, "Dat mag, want", None)
    await office.act(submit_answer, CLEARED, REFERENCE, None)
    office.wait(hours=9)
    await office.act(approve_answer, THIRD, REFERENCE, None)
    await office.act(close_case, CLEARED, REFERENCE, None)
    office.wait(hours=1)
    await office.act(reopen_case, CLEARED, REFERENCE, "Vervolgvraag", None)


async def withdrawn(office: BackofficeService) -> None:
    """Have the asker withdraw."""
    await office.hear(office.withdrawn())


async def proposed_again(office: BackofficeService) -> None:
    """Have routing decide once more, another route."""
    office.wait(hours=2)
    await office.hear(office.decided("BZ", ("EZK",)))


@pytest.mark.asyncio
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("happening", [asked_and_told, answered_and_reopened, withdrawn, proposed_again])
async def test_a_list_shows_a_case_as_its_page_does(
    office: BackofficeService, happening: Happening, order: Order
) -> None:
    await office.hear(office.submitted(), office.decided(*PHOTONICS))
    office.wait(minutes=20)
    await happening(office)
    office.wait(hours=3)
    for reader in READERS:
        listed = (await office.act(list_cases, reader, Filter(order=order), 10)).cases
        shown = [view_of(summary) for summary in listed]
        assert (reader.department is None) <= bool(shown)
        for summary in shown:
            page = (await office.act(read_case, reader, REFERENCE)).model_dump(exclude_unset=True)
            part = {name: page[name] for name in page if name in IN_A_LIST}
            assert summary.model_dump(exclude_unset=True) == part
