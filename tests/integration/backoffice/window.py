"""A browser window without scripts, signed in at the work place."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import unescape
from typing import Any

import httpx
from integration.backoffice.browser import PERSONAS, ByName
from integration.backoffice.office import Office

from loket_shared.wiring.app import create_app


class Window:
    """Shows pages and sends forms."""

    def __init__(self, client: httpx.AsyncClient, csrf_token: str) -> None:
        self._client, self._csrf_token = client, csrf_token

    async def see(self, path: str, status: int = 200) -> str:
        """Return the page at ``path``."""
        answer = await self._client.get(path)
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    async def form_key(self, path: str) -> str:
        """Return the key that the form carries on the page at ``path`` as it is shown now."""
        found = re.search('name="form_key" value="([^"]+)"', await self.see(path))
        assert found
        return found[1]

    async def send(
        self, path: str, act: str, status: int = 303, *, under: str = "", key: str = "", **fields: str | list[str]
    ) -> str:
        """Send the form of ``act`` with its ``fields``; return the page that comes of it, or where the browser goes.

        ``under``: the act under whose name the fields stand, where that is another one. ``key``: the form's.
        """
        named = {f"{under or act}-{name}": value for name, value in fields.items()}
        return await self.send_all(path, act, {"form_key": key, **named}, status)

    async def send_all(self, path: str, act: str, fields: Mapping[str, Any], status: int = 303) -> str:
        """Press the button ``act`` of a page with everything that stands on it; return what ``send`` does."""
        answer = await self._client.post(path, data={**fields, "csrf_token": self._csrf_token, "act": act})
        assert answer.status_code == status, answer.text
        return str(answer.headers.get("location", unescape(answer.text)))

    def cookie(self, name: str, path: str) -> str:
        """Return what the browser keeps under ``name`` for the page at ``path``."""
        return self._client.cookies.get(name, path=path) or ""

    def give(self, name: str, value: str) -> None:
        """Let the browser keep ``value`` under ``name`` for every page."""
        self._client.cookies.set(name, value)


@asynccontextmanager
async def window_of(office: Office, name: str) -> AsyncIterator[Window]:
    """Open a window of the persona with this name."""
    app = create_app(office.runtime, ByName())
    session = await app.state.identity.sessions.open(PERSONAS[name], None)
    transport = httpx.ASGITransport(app)
    cookies = {"loket_backoffice": session.token}
    async with httpx.AsyncClient(transport=transport, base_url="https://b.example", cookies=cookies) as client:
        yield Window(client, session.csrf_token)
