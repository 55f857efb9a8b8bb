"""A browser without scripts: it keeps its session and fills in forms."""

import re
from collections.abc import Mapping
from typing import Any

import httpx
from integration.intake.desk import ADDRESS, Desk
from integration.intake.people import PEOPLE

Fields = Mapping[str, Any]


class Browser:
    """Somebody's browser, signed in."""

    def __init__(self, client: httpx.AsyncClient, csrf_token: str) -> None:
        self.client = client
        self.csrf_token = csrf_token

    async def see(self, path: str, status: int = 200) -> str:
        """Return the page at ``path`` as HTML."""
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    async def send(self, path: str, status: int = 303, /, **fields: Any) -> httpx.Response:
        """Send a form to ``path``; a redirect is not followed."""
        answer = await self.client.post(path, data={"csrf_token": self.csrf_token, **fields})
        assert answer.status_code == status, answer.text
        return answer

    async def begin(self) -> str:
        """Begin a draft; return its address."""
        first = (await self.send("/vragen/nieuw")).headers["location"]
        return str(first.rpartition("/")[0])


async def signed_in(desk: Desk, name: str) -> Browser:
    """Return the browser of a persona that signed in."""
    session = await desk.app.state.identity.sessions.open(PEOPLE[name], None)
    cookies = {"loket_intake": session.token}
    transport = httpx.ASGITransport(desk.app)
    return Browser(httpx.AsyncClient(transport=transport, base_url=ADDRESS, cookies=cookies), session.csrf_token)


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


async def fill_in(browser: Browser, **changes: Fields) -> str:
    """Fill in every step of a new draft; return the address of the draft."""
    draft = await browser.begin()
    for step, fields in FILLED.items():
        await browser.send(f"{draft}/{step}", **(fields | dict(changes.get(step, {}))))
    return draft


async def submit(browser: Browser, **changes: Fields) -> str:
    """Fill in a question and submit it; return its reference."""
    draft = await fill_in(browser, **changes)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    found = re.fullmatch(r"/vragen/(KV-\d{4}-\d{6})/ontvangen", confirmation)
    assert found, confirmation
    return found[1]
