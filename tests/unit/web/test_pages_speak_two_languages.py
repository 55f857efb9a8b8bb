"""Dutch first, English by a switch that is remembered."""

import httpx
import pytest


@pytest.mark.asyncio
async def test_a_page_is_dutch_until_the_reader_chooses(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert '<html lang="nl">' in page.text
    assert "Een pagina voor iedereen" in page.text
    assert page.headers["content-language"] == "nl"


@pytest.mark.asyncio
async def test_the_choice_is_kept_for_later_pages_and_can_be_undone(visitor: httpx.AsyncClient) -> None:
    assert '<html lang="en">' in (await visitor.get("/?taal=en")).text
    assert "A page for everybody" in (await visitor.get("/")).text
    assert '<html lang="nl">' in (await visitor.get("/?taal=nl")).text
    assert '<html lang="nl">' in (await visitor.get("/")).text


@pytest.mark.asyncio
async def test_the_switch_keeps_the_rest_of_the_address(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/?q=a%26b&taal=nl")
    assert 'href="?q=a%26b&amp;taal=en"' in page.text


@pytest.mark.asyncio
async def test_an_unknown_language_changes_nothing(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/?taal=fr")
    assert '<html lang="nl">' in page.text
    assert "set-cookie" not in page.headers
