"""The clients of the back office: of its API, for every persona, and browser windows at the work place."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import unescape
from typing import Any

import httpx
from kit.backoffice_service import BackofficeService
from kit.browser import Browser, browser_of
from kit.personas import (
    ASKER,
    AUDITOR,
    CLEARED,
    OPERATOR,
    RULE_OWNER,
    SECOND,
    approver,
    by_name,
    expert,
    holder,
    persona,
)
from kit.service import client_of
from kit.verifier import NameVerifier

from loket_shared.principal import Role

PERSONAS = by_name(
    CLEARED,
    SECOND,
    *(role(department) for department in ("EZK", "AIVD", "BZ", "MIVD") for role in (expert, approver)),
    OPERATOR,
    AUDITOR,
    RULE_OWNER,
    ASKER,
    holder(Role.COORDINATOR),
    persona("partner-system", Role.SYSTEM),
)
BY_NAME = NameVerifier(PERSONAS.get)


@asynccontextmanager
async def visiting(office: BackofficeService) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client of the service's API."""
    async with client_of(office.app(BY_NAME)) as client:
        yield client


class Window(Browser):
    """Shows pages and sends forms."""

    async def see(self, path: str, status: int = 200) -> str:
        """Return the page at ``path``."""
        return unescape(await super().see(path, status))

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
        answer = await self.post(path, {**fields, "csrf_token": self.csrf_token, "act": act}, status)
        return str(answer.headers.get("location", unescape(answer.text)))

    def cookie(self, name: str, path: str) -> str:
        """Return what the browser keeps under ``name`` for the page at ``path``."""
        return self.client.cookies.get(name, path=path) or ""

    def give(self, name: str, value: str) -> None:
        """Let the browser keep ``value`` under ``name`` for every page."""
        self.client.cookies.set(name, value)


@asynccontextmanager
async def window_of(office: BackofficeService, name: str) -> AsyncIterator[Window]:
    """Open a window of the persona with this name."""
    window = await browser_of(office.app(BY_NAME), PERSONAS[name], Window)
    async with window.client:
        yield window
