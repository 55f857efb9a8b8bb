"""Who gets what at every page, by a matrix written by hand and held against the service's own list of pages."""

from collections.abc import Iterable, Mapping
from typing import Any

import httpx
import pytest
from integration.intake.browser import FILLED, Browser, fill_in, signed_in
from integration.intake.desk import ADDRESS, Desk
from integration.intake.people import PEOPLE

from loket_intake.main import SERVICE

NOBODY = "nobody"
PERSONAS = sorted(name for name, principal in PEOPLE.items() if not principal.machine)
COORDINATORS = ["coordinator", "other-coordinator"]
ASKERS = ["asker", "colleague", "other-asker", *COORDINATORS]
STAFF = sorted(set(PERSONAS) - set(ASKERS))

Row = Mapping[int, Iterable[str]]
EVERYBODY: Row = {200: [NOBODY, *PERSONAS]}
OWN: Row = {200: ["asker"]}
"""Whom a row does not name gets the page of a thing that was never there; nobody is sent to sign in."""

MATRIX: dict[str, Row] = {
    "GET /": EVERYBODY,
    "GET /contact": EVERYBODY,
    "GET /toegankelijkheid": EVERYBODY,
    "GET /privacy": EVERYBODY,
    "GET /verwerkingen": EVERYBODY,
    "GET /verwerkingen/{activity_id}/{since}": EVERYBODY,
    "GET /vragen": {200: ASKERS, 403: STAFF},
    "GET /instelling": {200: COORDINATORS},
    "GET /vragen/nieuw": {200: ASKERS, 403: STAFF},
    "POST /vragen/nieuw": {303: ASKERS, 403: STAFF},
    "GET /concepten/{draft_id}/{slug}": OWN,
    "POST /concepten/{draft_id}/{slug}": {303: ["asker"]},
    "GET /concepten/{draft_id}/controleren": OWN,
    "POST /concepten/{draft_id}/controleren": {303: ["asker"]},
    "POST /concepten/{draft_id}/verwijderen": {303: ["asker"]},
    "GET /vragen/{reference}": {200: ["asker", "coordinator"]},
    "POST /vragen/{reference}": {303: ["asker"]},
    "GET /vragen/{reference}/ontvangen": OWN,
}

SENT: dict[str, dict[str, Any]] = {
    "POST /concepten/{draft_id}/{slug}": FILLED["onderwerp"],
    "POST /vragen/{reference}": {"act": "reply", "text": "Een aanvulling"},
}


def expected(row: Row, name: str) -> int:
    """Return the status that a persona gets."""
    statuses = {person: status for status, people in row.items() for person in people}
    return statuses.get(name, 303 if name == NOBODY else 404)


async def visitor(desk: Desk, name: str) -> Browser:
    """Return the browser of a persona, or of somebody who did not sign in."""
    if name == NOBODY:
        return Browser(httpx.AsyncClient(transport=httpx.ASGITransport(desk.app), base_url=ADDRESS), "")
    return await signed_in(desk, name)


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    routes: list[Any] = [route for router in SERVICE.pages for route in router.routes]
    assert set(MATRIX) == {f"{method} {route.path}" for route in routes for method in route.methods}


@pytest.mark.asyncio
@pytest.mark.parametrize("page", MATRIX)
async def test_who_gets_a_page(desk: Desk, page: str) -> None:
    draft = await fill_in(await signed_in(desk, "asker"))
    reference = (await desk.ask())["reference"]
    method, _, pattern = page.partition(" ")
    path = pattern.replace("/concepten/{draft_id}", draft).replace("{slug}", "onderwerp")
    path = path.replace("{reference}", reference)
    path = path.replace("{activity_id}", "drafting-questions").replace("{since}", "2026-11-21")
    answers = {}
    # The asker comes last: what the asker does cannot be done twice.
    for name in sorted([NOBODY, *PERSONAS], key=lambda name: name == "asker"):
        browser = await visitor(desk, name)
        data = {"csrf_token": browser.csrf_token, **SENT.get(page, {})} if method == "POST" else None
        answers[name] = (await browser.client.request(method, path, data=data)).status_code
    assert answers == {name: expected(MATRIX[page], name) for name in answers}
