"""Confirmation, hand-made routes, and consent that comes later."""

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND

from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.handlers.route_steps import confirm_route, reroute_case
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.failures import ConflictError, ForbiddenError


async def at_work(office: BackofficeService) -> set[str]:
    """Return the departments with work outstanding, as the cleared officer sees it."""
    case = await office.act(read_case, CLEARED, REFERENCE)
    return {request.department for request in case.requests if request.state != "cancelled"}


@pytest.mark.asyncio
async def test_a_doubtful_route_asks_nobody_until_it_is_confirmed(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("EZK", ("OCW", "AIVD"), confirm=True))
    case = await office.act(read_case, SECOND, REFERENCE)
    assert (case.state, case.routing.confirmation_needed, case.routing.decided.lead) == ("confirmation", True, "EZK")
    confirmed = await office.act(confirm_route, SECOND, REFERENCE, case.version)
    assert (confirmed.state, confirmed.lead, confirmed.contributors) == ("in-coordination", "EZK", ("OCW",))
    assert await at_work(office) == {"EZK", "OCW", "AIVD"}
    assert "cases.route-confirmed" in await office.published()
    with pytest.raises(ConflictError, match="nothing-to-confirm"):
        await office.act(confirm_route, SECOND, REFERENCE, None)


@pytest.mark.asyncio
async def test_consent_that_comes_later_brings_the_departments_in(office: BackofficeService) -> None:
    await office.hear(office.submitted(consent=False))
    await office.hear(office.decided("RVO"))
    with pytest.raises(ConflictError, match="consent-missing"):
        await office.act(reroute_case, CLEARED, REFERENCE, "OCW", frozenset(), "past beter", None)
    office.wait(minutes=1)
    revision = office.decided("EZK", ("OCW",)).model_copy(update={"question_version": 2})
    await office.hear(RoutingRevised.model_validate(revision.model_dump()))
    assert await at_work(office) == set()
    await office.hear(office.supplemented("Dat mag", consent=True))
    assert await at_work(office) == {"EZK", "OCW"}


@pytest.mark.asyncio
async def test_an_officer_who_is_not_cleared_touches_open_departments_only(photonics: BackofficeService) -> None:
    case = await photonics.act(reroute_case, SECOND, REFERENCE, "BZ", frozenset({"OCW"}), "sancties", None)
    assert (case.lead, case.contributors, case.routing.changed_by_hand) == ("BZ", ("OCW",), "sancties")
    assert await at_work(photonics) == {"BZ", "OCW", "AIVD"}
    with pytest.raises(ForbiddenError):
        await photonics.act(reroute_case, SECOND, REFERENCE, "BZ", frozenset({"AIVD"}), "dienst", None)


@pytest.mark.asyncio
async def test_after_a_hand_made_route_a_revision_is_a_proposal(photonics: BackofficeService) -> None:
    await photonics.act(reroute_case, CLEARED, REFERENCE, "BZ", frozenset(), "sancties", None)
    photonics.wait(minutes=1)
    revision = photonics.decided("LNV").model_copy(update={"question_version": 2})
    await photonics.hear(RoutingRevised.model_validate(revision.model_dump()))
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    assert (case.lead, case.routing.proposal.lead) == ("BZ", "LNV")
    assert await at_work(photonics) == {"BZ"}


@pytest.mark.asyncio
async def test_a_change_of_covert_participation_alone_is_told_on_no_question(photonics: BackofficeService) -> None:
    before = await photonics.act(read_case, SECOND, REFERENCE)
    heard = len([name for name in await photonics.published() if name.startswith("cases.")])
    await photonics.act(reroute_case, CLEARED, REFERENCE, "EZK", frozenset({"OCW", "MIVD"}), "leger", None)
    assert await at_work(photonics) == {"EZK", "OCW", "MIVD"}
    assert await photonics.act(read_case, SECOND, REFERENCE) == before
    assert len([name for name in await photonics.published() if name.startswith("cases.")]) == heard
