"""Who follows a link or sends a form to where a page was before is served as at today's address."""

from collections.abc import Sequence

import httpx
import pytest
from integration.backoffice.clients import BY_NAME, PERSONAS, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import SECOND

from loket_backoffice.handlers.read_cases import read_case
from loket_shared.identity.pending_forms import PendingForm

FORMER, TODAY = f"/cases/{REFERENCE}", f"/zaken/{REFERENCE}"
UNSENT = "loket_backoffice_unsent"


def client_of(office: BackofficeService, token: str = "") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(office.app(BY_NAME))
    cookies = {"loket_backoffice": token} if token else {}
    return httpx.AsyncClient(transport=transport, base_url="https://b.example", cookies=cookies, follow_redirects=True)


@pytest.mark.asyncio
async def test_a_form_of_an_open_tab_is_handled(photonics: BackofficeService) -> None:
    sessions = photonics.app(BY_NAME).state.identity.sessions
    session = await sessions.open(PERSONAS["front-office"], None)
    fields: dict[str, str | Sequence[str]] = {"act": "note", "note-text": "Morgen bellen met de indiener."}
    async with client_of(photonics, session.token) as client:
        answer = await client.post(FORMER, data={**fields, "csrf_token": session.csrf_token})
    assert [each.status_code for each in answer.history] == [308, 303]
    assert (answer.status_code, answer.url.path, answer.url.query) == (200, TODAY, b"gedaan=note")
    assert "Morgen bellen met de indiener." in answer.text


@pytest.mark.asyncio
async def test_a_link_serves_who_may_see_the_page_and_nobody_else(photonics: BackofficeService) -> None:
    sessions = photonics.app(BY_NAME).state.identity.sessions
    request = next(each for each in (await photonics.act(read_case, SECOND, REFERENCE)).requests)
    former = f"/contribution-requests/{request.id}"
    for name, status in (("front-office", 200), ("asker", 404), ("expert-mivd", 404)):
        async with client_of(photonics, (await sessions.open(PERSONAS[name], None)).token) as client:
            for path in (FORMER, former):
                assert (await client.get(path)).status_code == status, (name, path)
    async with client_of(photonics) as stranger:
        stranger.follow_redirects = False
        assert (await stranger.get(former)).headers["location"] == f"/bijdrageverzoeken/{request.id}"


@pytest.mark.asyncio
async def test_what_was_typed_and_not_sent_comes_along(photonics: BackofficeService) -> None:
    identity = photonics.app(BY_NAME).state.identity
    subject = PERSONAS["front-office"].subject
    form = PendingForm(action=FORMER, subject=subject, fields=(("note-text", "Nog niet verstuurd"),))
    token = await identity.stash.put(form)
    session = await identity.sessions.open(PERSONAS["front-office"], None)
    async with client_of(photonics, session.token) as client:
        client.cookies.set(UNSENT, token, domain="b.example", path=FORMER)
        assert "Nog niet verstuurd" in (await client.get(FORMER)).text
        assert "Nog niet verstuurd" in (await client.get(TODAY)).text


@pytest.mark.asyncio
async def test_what_was_typed_without_a_session_is_sent_to_todays_address(photonics: BackofficeService) -> None:
    stash = photonics.app(BY_NAME).state.identity.stash
    token = await stash.put(PendingForm(action=f"{FORMER}?choice=1", subject="front-office", fields=()))
    found = await stash.find(token, "front-office")
    assert found is not None
    assert found.action == f"{TODAY}?choice=1"


@pytest.mark.asyncio
async def test_parameters_are_read_under_their_former_names(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        assert "Wis het filter" in await window.see("/?queue=front-office&reference=KV-2026-999999")
        still = await window.see("/?queue=mine&live=uit")
        assert ("data-hx-get" in still, 'href="?werkvoorraad=mine&verversen=uit&taal=en"' in still) == (False, True)
    async with window_of(photonics, "auditor") as window:
        assert "De begindatum is geen" in await window.see("/verantwoording?from=gisteren", 400)
