"""Everybody tries every address: each person with a browser and a token, each machine client with a token."""

from functools import cache
from typing import Any, NamedTuple, Self

import httpx
from contract.access.matrix import NOBODY, Row
from e2e.access.bodies import body_of, names_in_body
from e2e.access.forms import form_of
from e2e.access.subjects import NEVER, Names, prepare
from e2e.browser import Browser

from loket_stack.identity.personas import PERSONAS
from loket_stack.scenarios.api_client import Personas
from loket_stack.state import StackState


class Answer(NamedTuple):
    """All that a reader can see of an answer, but the moment; sent away to sign in counts as 401."""

    status: int
    headers: dict[str, str]
    content: bytes

    @classmethod
    def of(cls, answer: httpx.Response) -> Self:
        sent_away = answer.headers.get("location", "").startswith("/login?")
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        return cls(401 if sent_away else answer.status_code, headers, answer.content)


class Scene:
    """Makes the calls of the matrix, on its subjects and on nothing."""

    def __init__(self, personas: Personas, running: StackState) -> None:
        self._personas, self._running = personas, running
        self._wire = httpx.HTTPTransport()
        self._stranger = httpx.Client(transport=self._wire, headers={"Accept-Language": "en"}, timeout=20)
        self.browser = cache(self._open_browser)
        self._on_nothing: dict[tuple[str, ...], Answer] = {}
        self._named = prepare(personas, self.browser("asker"), self.site("intake"))

    def site(self, service: str) -> str:
        """Return where a service is."""
        return str(self._running.components[service].facts["url"])

    def reference(self, subject: str) -> str:
        """Return the reference of a question of the matrix."""
        return self._named[subject]["reference"]

    def call(self, row: Row, persona: str) -> Answer:
        """Make the call of ``row`` as ``persona``."""
        return self._ask(persona, row, row.path, self._named[row.subject])

    def call_on_nothing(self, row: Row, persona: str) -> Answer:
        """Make the call of ``row`` on a name that was never given; a call without a name, at an address of nothing.

        At the same address of nothing the same reader is asked once.
        """
        named = "{" in row.path or names_in_body(row)
        path = row.path if named else f"{'' if row.is_page else '/v1'}/nowhere"
        asked = persona, row.service, row.method, path
        if asked not in self._on_nothing:
            self._on_nothing[asked] = self._ask(persona, row, path, NEVER)
        return self._on_nothing[asked]

    def address_and_form(self, row: Row) -> tuple[str, dict[str, str]]:
        """Return where the form of ``row`` is sent to, and what it sends."""
        names = self._named[row.subject]
        return row.path.format(**names), dict(form_of(row, names))

    def _ask(self, persona: str, row: Row, path: str, names: Names) -> Answer:
        address = path.format(**names)
        ask = self._ask_page if row.is_page and persona in {NOBODY, *PERSONAS} else self._ask_with_token
        return Answer.of(ask(persona, row, address, names))

    def _ask_page(self, persona: str, row: Row, address: str, names: Names) -> httpx.Response:
        browser, site = self.browser(persona), self.site(row.service)
        return browser.post(site, address, form_of(row, names)) if row.method == "POST" else browser.get(site, address)

    def _ask_with_token(self, persona: str, row: Row, address: str, names: Names) -> httpx.Response:
        sent: dict[str, Any] = {}
        if row.method in {"POST", "PUT"}:
            sent = {"data": form_of(row, names)} if row.is_page else {"json": body_of(row, names)}
        if persona == NOBODY:
            return self._stranger.request(row.method, f"{self.site(row.service)}{address}", **sent)
        return self._personas.ask(persona, row.method, row.service, address, **sent)

    def _open_browser(self, persona: str) -> Browser:
        return Browser(None if persona == NOBODY else persona, self._wire)
