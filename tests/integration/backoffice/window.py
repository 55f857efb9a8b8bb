"""A browser window without scripts, signed in at the work place."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
from integration.backoffice.browser import PERSONAS, ByName
from integration.backoffice.office import Office

from loket_shared.http.app import create_app


class Window:
    """Shows pages and sends forms."""

    def __init__(self, client: httpx.AsyncClient, csrf_token: str) -> None:
        self._client, self._csrf_token = client, csrf_token

    async def see(self, path: str, status: int = 200) -> str:
        """Return the page at ``path``."""
        answer = await self._client.get(path)
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    async def form_key(self, path: str, act: str) -> str:
        """Return the key that the form of ``act`` carries on the page at ``path`` as it is shown now."""
        found = re.search(rf'<form [^>]*id="{act}">.*?name="form_key" value="([^"]+)"', await self.see(path), re.DOTALL)
        assert found, act
        return found[1]

    async def send(
        self, path: str, act: str, status: int = 303, *, under: str = "", key: str = "", **fields: str | list[str]
    ) -> str:
        """Send the form of ``act`` with its ``fields``; return the page that comes of it, or where the browser goes.

        ``under``: the act under whose name the fields stand, where that is another one. ``key``: the form's.
        """
        named = {f"{under or act}-{name}": value for name, value in fields.items()}
        own = {"csrf_token": self._csrf_token, "form_key": key, "act": act}
        answer = await self._client.post(path, data=own | named)
        assert answer.status_code == status, answer.text
        return str(answer.headers.get("location", unescape(answer.text)))


@asynccontextmanager
async def window_of(office: Office, name: str) -> AsyncIterator[Window]:
    """Open a window of the persona with this name."""
    app = create_app(office.runtime, ByName())
    session = await app.state.identity.sessions.open(PERSONAS[name], None)
    transport = httpx.ASGITransport(app)
    cookies = {"loket_backoffice": session.token}
    async with httpx.AsyncClient(transport=transport, base_url="https://b.example", cookies=cookies) as client:
        yield Window(client, session.csrf_token)
