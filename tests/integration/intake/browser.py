"""A browser without scripts: it keeps its session and fills in forms."""

import re
from collections.abc import Mapping
from typing import Any

import httpx
from kit.browser import Browser, browser_of
from kit.intake_service import PEOPLE, IntakeService

Fields = Mapping[str, Any]


class Asking(Browser):
    """A browser in which somebody asks a question."""

    async def send(self, path: str, status: int = 303, /, **fields: Any) -> httpx.Response:
        """Send a form to ``path``; a redirect is not followed."""
        return await self.post(path, fields, status)

    async def begin(self) -> str:
        """Begin a draft; return its address."""
        first = (await self.send("/vragen/nieuw")).headers["location"]
        return str(first.rpartition("/")[0])


async def signed_in(desk: IntakeService, name: str) -> Asking:
    """Return the browser of a persona that signed in."""
    return await browser_of(desk.http, PEOPLE[name], Asking)


FILLED: dict[str, dict[str, Any]] = {
    "onderwerp": {"kind": "question", "topics": ["collaboration-institution", "sanctions"]},
    "vraag": {"subject": "Samenwerking in fotonica", "description": "Eerste regel\r\nTweede regel"},
    "context": {
        "fields": ["photonics"],
        "countries.0": "CN",
        "partners.0.name": "Technische universiteit",
        "partners.0.type": "university",
        "partners.0.country": "CN",
        "partners.0.website": "",
        "partners.0.rorId": "",
        "neededBy": "15-12-2026",
    },
    "delen": {"consentToShare": "true", "discussedWithCoordinator": "false"},
}


async def fill_in(browser: Asking, **changes: Fields) -> str:
    """Fill in every step of a new draft; return the address of the draft."""
    draft = await browser.begin()
    for step, fields in FILLED.items():
        await browser.send(f"{draft}/{step}", **(fields | dict(changes.get(step, {}))))
    return draft


async def submit(browser: Asking, **changes: Fields) -> str:
    """Fill in a question and submit it; return its reference."""
    draft = await fill_in(browser, **changes)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    found = re.fullmatch(r"/vragen/(KV-\d{4}-\d{6})/ontvangen", confirmation)
    assert found, confirmation
    return found[1]
