"""A revision after the work began is a proposal on the page and in the API, which an officer accepts or refuses."""

import pytest
from integration.backoffice.clients import window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND, expert

from loket_backoffice.handlers.contribution_requests import assign_contribution
from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.handlers.route_steps import accept_proposal, refuse_proposal, reroute_case
from loket_backoffice.views.case_view import CaseView
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.failures import ConflictError, ForbiddenError

HERE = f"/zaken/{REFERENCE}"


async def seen_by(office: BackofficeService, reader: object = CLEARED) -> CaseView:
    case: CaseView = await office.act(read_case, reader, REFERENCE)
    return case


async def revise(office: BackofficeService, lead: str, contributors: tuple[str, ...] = (), version: int = 2) -> None:
    """Let routing tell what it makes of a supplement."""
    office.wait(minutes=1)
    revision = office.decided(lead, contributors).model_copy(update={"question_version": version})
    await office.hear(RoutingRevised.model_validate(revision.model_dump()))


async def begin(office: BackofficeService, department: str) -> None:
    case = await seen_by(office)
    request = next(request for request in case.requests if request.department == department)
    member = expert(department)
    await office.act(assign_contribution, member, request.id, member.subject, request.version)


async def at_work(office: BackofficeService) -> set[str]:
    return {request.department for request in (await seen_by(office)).requests if request.state != "cancelled"}


@pytest.mark.asyncio
async def test_it_shows_what_would_change_and_who_has_begun(photonics: BackofficeService) -> None:
    await begin(photonics, "OCW")
    await revise(photonics, "LNV", ("EZK", "MIVD"))
    uncleared, cleared = (await seen_by(photonics, SECOND)).routing, (await seen_by(photonics)).routing
    assert uncleared is not None
    assert uncleared.proposal is not None
    assert (uncleared.proposal.comes_in, uncleared.proposal.goes_out) == (("LNV",), ("OCW",))
    assert (uncleared.proposal.begun, uncleared.proposal.lead_before) == (("OCW",), "EZK")
    assert cleared is not None
    assert cleared.proposal is not None
    assert (cleared.proposal.comes_in, cleared.proposal.goes_out) == (("LNV", "MIVD"), ("AIVD", "OCW"))
    assert await at_work(photonics) == {"EZK", "OCW", "AIVD"}


@pytest.mark.asyncio
async def test_accepting_asks_whom_it_names_and_tells_it_with_the_reason(photonics: BackofficeService) -> None:
    await begin(photonics, "OCW")
    await revise(photonics, "LNV", ("EZK", "MIVD"))
    with pytest.raises(ForbiddenError):
        await photonics.act(accept_proposal, expert("OCW"), REFERENCE, "Landbouw", None)
    case = await photonics.act(accept_proposal, SECOND, REFERENCE, "Landbouw", None)
    assert (case.lead, case.contributors) == ("LNV", ("EZK",))
    assert (case.routing.changed_by_hand, case.routing.proposal) == ("Landbouw", None)
    assert await at_work(photonics) == {"LNV", "EZK", "MIVD"}
    assert (await photonics.published()).count("cases.rerouted-by-hand") == 1
    with pytest.raises(ConflictError, match="nothing-proposed"):
        await photonics.act(accept_proposal, SECOND, REFERENCE, "Nog eens", None)


@pytest.mark.asyncio
async def test_refusing_keeps_the_route_and_is_told_too(photonics: BackofficeService) -> None:
    await begin(photonics, "OCW")
    await revise(photonics, "LNV")
    case = await photonics.act(refuse_proposal, SECOND, REFERENCE, "Blijft technologie", None)
    assert (case.lead, case.contributors, case.routing.kept_by_hand) == ("EZK", ("OCW",), "Blijft technologie")
    assert case.routing.proposal is None
    assert await at_work(photonics) == {"EZK", "OCW", "AIVD"}
    assert "cases.rerouted-by-hand" in await photonics.published()


@pytest.mark.asyncio
async def test_what_changes_covert_participation_alone_is_for_a_cleared_officer_to_see(
    photonics: BackofficeService,
) -> None:
    await begin(photonics, "OCW")
    before = await seen_by(photonics, SECOND)
    await revise(photonics, "EZK", ("OCW", "MIVD"))
    after = await seen_by(photonics, SECOND)
    assert after.model_dump(exclude={"clocks"}) == before.model_dump(exclude={"clocks"})
    routing = (await seen_by(photonics)).routing
    assert routing is not None
    assert routing.proposal is not None
    assert (routing.proposal.comes_in, routing.proposal.to_decide) == (("MIVD",), False)
    await photonics.act(reroute_case, CLEARED, REFERENCE, "EZK", frozenset({"OCW", "MIVD"}), "leger", None)
    routing = (await seen_by(photonics)).routing
    assert routing is not None
    assert routing.proposal is None
    assert (await seen_by(photonics, SECOND)).version == before.version


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("act", "lead", "said"),
    [("accept-proposal", "LNV", "De voorgestelde route geldt nu"), ("refuse-proposal", "EZK", "De route blijft zoals")],
)
async def test_the_page_offers_both(photonics: BackofficeService, act: str, lead: str, said: str) -> None:
    await begin(photonics, "OCW")
    await revise(photonics, "LNV", ("EZK",))
    async with window_of(photonics, "front-office-2") as window, window_of(photonics, "expert-ezk") as department:
        page = await window.see(HERE)
        assert "Is al begonnen en zou worden teruggehaald: OCW" in page
        assert 'value="accept-proposal"' in page
        assert 'value="accept-proposal"' not in await department.see(HERE)
        assert 'id="refuse-proposal-reason-error"' in await window.send(HERE, act, 400, under="refuse-proposal")
        done = await window.send(HERE, act, under="refuse-proposal", reason="Zo is het.")
        assert said in await window.see(done)
    assert (await seen_by(photonics)).lead == lead
