"""Signing in by OpenID Connect, and out everywhere."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from integration.identity.scene import Scene
from kit.settings import ADDRESS, ISSUER
from sqlalchemy import select

from loket_shared.identity.cookies import MOST_ATTEMPTS
from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.tables import SESSIONS
from loket_shared.principal import Principal
from loket_stack.identity.personas import PERSONAS


@pytest.mark.asyncio
async def test_a_page_leads_by_way_of_the_provider_back_to_itself(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker", "/form?step=2")
    assert (page.status_code, str(page.url)) == (200, f"{ADDRESS}/form?step=2")
    assert "Indiener" in page.text


@pytest.mark.asyncio
async def test_the_session_cookie_is_kept_from_scripts_and_other_sites(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        browser.cookies.delete("loket_sample")
        browser.follow_redirects = False
        to_provider = await browser.get("/login?return_to=/form")
        back = await browser.get(to_provider.headers["location"])
        answer = await browser.get(back.headers["location"])
    [cookie] = [value for value in answer.headers.get_list("set-cookie") if value.startswith("loket_sample=")]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert not [name for name in browser.cookies if "attempt" in name and name in back.headers["location"]]


@pytest.mark.asyncio
async def test_the_database_does_not_tell_who_signed_in(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
    async with scene.database.transaction() as session:
        [row] = (await (await session.connection()).execute(select(SESSIONS))).all()
    assert not any(word in bytes(row.data) for word in (b"asker", b"Indiener", b"voorbeeldstad"))


@pytest.mark.asyncio
async def test_signing_out_ends_the_session_here_and_at_the_provider(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        after = await browser.send_form(page, "/logout")
        assert (str(after.url), "Aanmelden" in after.text) == (f"{ADDRESS}/", True)
        asked = await browser.get("/form")
    assert asked.url.host == "identity.example"
    assert "Kies wie u bent" in asked.text


@pytest.mark.asyncio
async def test_signing_out_elsewhere_ends_the_session_here(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        await browser.get(f"{ISSUER}/logout")
        asked = await browser.get("/form")
    assert asked.url.host == "identity.example"


@pytest.mark.asyncio
async def test_a_session_ends_when_nothing_happens_in_it(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        browser.follow_redirects = False
        for _ in range(3):
            scene.clock.moment += timedelta(minutes=20)
            assert (await browser.get("/form")).status_code == 200
        scene.clock.moment += timedelta(minutes=31)
        assert (await browser.get("/form")).status_code == 303


@pytest.mark.asyncio
async def test_a_session_ends_within_hours_so_that_rights_are_told_anew(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        browser.follow_redirects = False
        statuses = []
        for _ in range(6):
            statuses.append((await browser.get("/form")).status_code)
            scene.clock.moment += timedelta(minutes=25)
    assert statuses == [200] * 5 + [303]


@pytest.mark.asyncio
async def test_a_new_sign_in_ends_the_session_that_the_browser_had(scene: Scene) -> None:
    async with scene.browser() as browser, scene.browser() as other:
        await browser.sign_in("asker")
        before = browser.cookies["loket_sample"]
        await browser.get("/login?return_to=/form")
        assert browser.cookies["loket_sample"] != before
        other.cookies.set("loket_sample", before)
        other.follow_redirects = False
        assert (await other.get("/form")).status_code == 303


@pytest.mark.asyncio
async def test_no_token_stands_in_the_address_of_signing_out(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        browser.follow_redirects = False
        address = (await browser.send_form(page, "/logout")).headers["location"]
    asked = parse_qs(urlsplit(address).query)
    assert asked == {"client_id": ["loket-sample"], "post_logout_redirect_uri": [f"{ADDRESS}/"]}


@pytest.mark.asyncio
async def test_many_attempts_leave_the_newest_few(scene: Scene) -> None:
    async with scene.browser() as browser:
        browser.follow_redirects = False
        for _ in range(25):
            to_provider = (await browser.get("/login?return_to=/form")).headers["location"]
        assert len([name for name in browser.cookies if "attempt" in name]) == MOST_ATTEMPTS
        back = (await browser.post(to_provider, data={"persona": "asker"})).headers["location"]
        assert (await browser.get(back)).headers["location"] == "/form"


class Forgetful(OidcProvider):
    """A provider that tells nobody's role."""

    def principal(self, claims: dict[str, Any]) -> Principal:
        return super().principal({**claims, "role": None})


@pytest.mark.asyncio
async def test_an_account_without_a_role_is_told_so(scene: Scene) -> None:
    scene._connect(Forgetful(ISSUER, scene.network))
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        token = scene.issuer.access_token(PERSONAS["asker"], "loket-cli")
        called = await browser.get("/v1/things/x", headers={"Authorization": f"Bearer {token}"})
    assert page.status_code == 403
    assert "Met dit account" in page.text
    assert "loket_sample" not in browser.cookies
    assert (called.status_code, called.json()["code"]) == (403, "unusable-account")


@pytest.mark.asyncio
async def test_signing_out_of_a_session_that_ran_out_asks_nothing(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        scene.clock.moment += timedelta(hours=1)
        after = await browser.send_form(page, "/logout")
    assert str(after.url) == f"{ADDRESS}/"
    assert "loket_sample" not in browser.cookies


@pytest.mark.asyncio
async def test_a_script_is_told_to_go_and_sign_in(scene: Scene) -> None:
    async with scene.browser() as browser:
        answer = await browser.get("/form", headers={"HX-Request": "true", "HX-Current-URL": f"{ADDRESS}/gallery"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/login?return_to=%2Fgallery"


@pytest.mark.asyncio
@pytest.mark.parametrize("header", ["HX-Current-URL", "Referer"])
async def test_a_page_whose_address_cannot_be_read_leads_to_the_front_page(scene: Scene, header: str) -> None:
    async with scene.browser() as browser:
        answer = await browser.get("/form", headers={"HX-Request": "true", header: "http://["})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/login?return_to=%2F"


@pytest.mark.asyncio
async def test_a_visitor_by_another_name_of_the_host_signs_in_at_the_right_one(scene: Scene) -> None:
    transport = httpx.ASGITransport(scene.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as browser:
        answer = await browser.get("/login?return_to=/form")
        # Also where a proxy tells us another name than the browser sees.
        moved = await browser.get(f"/login?{urlsplit(answer.headers['location']).query}")
    assert answer.headers["location"] == f"{ADDRESS}/login?return_to=%2Fform&moved=true"
    assert moved.headers["location"].startswith(f"{ISSUER}/authorize?")


@pytest.mark.asyncio
async def test_what_does_not_exist_looks_the_same_to_everybody(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        hidden, absent = await browser.get("/nothing/1"), await browser.get("/nothing/2")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert (hidden.content, hidden.headers) == (absent.content, absent.headers)
