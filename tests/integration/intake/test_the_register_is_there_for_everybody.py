"""What the log of processing refers to can be looked up, in both languages, without signing in."""

from datetime import date

import httpx
import pytest
from kit.intake_service import ADDRESS, IntakeService

from loket_policy.policy import processing_register
from loket_shared.processing_log.register import About, Activity, Addresses, Version

VERSIONS = [(activity, version) for activity in processing_register().activities for version in activity.versions]


def _visitor(desk: IntakeService, language: str = "nl") -> httpx.AsyncClient:
    headers = {"Accept-Language": language}
    return httpx.AsyncClient(transport=httpx.ASGITransport(desk.http), base_url=ADDRESS, headers=headers)


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("activity", "version"), VERSIONS, ids=lambda value: getattr(value, "id", None))
async def test_every_logged_address_of_a_version_resolves(
    desk: IntakeService, activity: Activity, version: Version, language: str
) -> None:
    async with _visitor(desk, language) as visitor:
        answer = await visitor.get(Addresses(ADDRESS).version(activity, version))
    assert answer.status_code == 200
    for text in (version.name, version.purpose, version.basis, version.retention, *activity.actions.values()):
        assert (text.nl if language == "nl" else text.en) in answer.text


@pytest.mark.asyncio
async def test_the_register_tells_what_each_pseudonym_means(desk: IntakeService) -> None:
    async with _visitor(desk) as visitor:
        answer = await visitor.get(Addresses(ADDRESS).register)
    assert answer.status_code == 200
    for about in About:
        assert f'id="{Addresses(ADDRESS).pseudonym_type(about).partition("#")[2]}"' in answer.text
    for activity in processing_register().activities:
        assert activity.on(date.max).name.nl in answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["nothing/2026-11-21", "handling-questions/2001-01-01"])
async def test_what_was_never_in_it_does_not_exist(desk: IntakeService, path: str) -> None:
    async with _visitor(desk) as visitor:
        assert (await visitor.get(f"{Addresses(ADDRESS).register}/{path}")).status_code == 404
