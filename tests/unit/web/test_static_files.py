"""Style sheets and scripts: ours and those that were installed, kept by browsers as long as they are right."""

import re

import httpx
import pytest


@pytest.mark.asyncio
async def test_files_of_all_pages_and_installed_ones_are_served(visitor: httpx.AsyncClient) -> None:
    for name, kind in (("loket-layout.css", "text/css"), ("icon.svg", "image/svg+xml"), ("htmx.js", "javascript")):
        answer = await visitor.get(f"/static/{name}")
        assert answer.status_code == 200
        assert kind in answer.headers["content-type"]


@pytest.mark.asyncio
async def test_a_page_names_files_by_their_content(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/")).text
    [address] = re.findall(r'href="(/static/loket-layout\.css\?v=[0-9a-f]+)"', page)
    assert "immutable" in (await visitor.get(address)).headers["cache-control"]
    assert "immutable" not in (await visitor.get("/static/loket-layout.css")).headers["cache-control"]


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["nothing.css", "../pages.py", "%2e%2e/pages.py", "..%2fpages.py"])
async def test_nothing_else_is(visitor: httpx.AsyncClient, name: str) -> None:
    assert (await visitor.get(f"/static/{name}")).status_code == 404
