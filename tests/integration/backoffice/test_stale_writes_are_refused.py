"""Nobody changes what they have not seen, and two who act at once do not both win."""

import asyncio

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND, expert

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.answer_steps import write_answer_draft
from loket_backoffice.handlers.case_steps import ask_asker, assign_case
from loket_backoffice.handlers.contribution_requests import write_draft
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.failures import ConflictError


@pytest.mark.asyncio
async def test_a_stale_case_is_refused_with_what_changed(photonics: BackofficeService) -> None:
    seen = (await photonics.act(read_case, SECOND, REFERENCE)).version
    await photonics.act(ask_asker, CLEARED, REFERENCE, "Wie betaalt dit?", seen)
    with pytest.raises(ConflictError, match="stale-version") as refusal:
        await photonics.act(assign_case, SECOND, REFERENCE, SECOND.subject, seen)
    current = refusal.value.current
    assert (current["version"], current["state"]) == (seen + 1, "waiting-for-asker")
    assert [change["text"]["en"] for change in current["changes"]] == ["Information asked of the asker"]


@pytest.mark.asyncio
async def test_of_two_who_write_at_once_one_wins(photonics: BackofficeService) -> None:
    texts = [photonics.act(write_answer_draft, officer, REFERENCE, officer.subject, 0) for officer in (CLEARED, SECOND)]
    outcomes = await asyncio.gather(*texts, return_exceptions=True)
    assert sorted(isinstance(outcome, ConflictError) for outcome in outcomes) == [False, True]


@pytest.mark.asyncio
async def test_a_request_has_a_version_of_its_own(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, expert("EZK"), REFERENCE)
    request = next(r for r in case.requests if r.department == "EZK")
    await photonics.act(write_draft, expert("EZK"), request.id, ContributionText(text="een"), request.version)
    assert (await photonics.act(read_case, expert("EZK"), REFERENCE)).version == case.version
    with pytest.raises(ConflictError, match="stale-version"):
        await photonics.act(write_draft, expert("EZK"), request.id, ContributionText(text="twee"), request.version)
