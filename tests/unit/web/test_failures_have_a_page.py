"""Somebody with a browser gets a page for an error, in words; programs get a problem document."""

import httpx
import pytest


@pytest.mark.asyncio
async def test_a_page_that_is_not_there(visitor: httpx.AsyncClient) -> None:
    dutch, english = await visitor.get("/nowhere"), await visitor.get("/nowhere?taal=en")
    assert (dutch.status_code, english.status_code) == (404, 404)
    assert "Dit bestaat niet." in dutch.text
    assert "This does not exist." in english.text


@pytest.mark.asyncio
async def test_the_api_of_the_same_service_answers_programs(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/v1/nowhere")).headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
async def test_a_database_that_is_away_is_told_kindly(visitor: httpx.AsyncClient) -> None:
    visitor.cookies.set("loket_sample", "somebody")
    page = await visitor.get("/form")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "5"
    assert "even niet bereikbaar" in page.text


@pytest.mark.asyncio
async def test_a_sign_in_page_without_its_provider_is_told_kindly(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/login")
    assert page.status_code == 503
