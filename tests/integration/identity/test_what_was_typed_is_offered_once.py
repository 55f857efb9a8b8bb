"""Rescued text is offered once, until it was sent or an hour passed, and to whoever typed it; after signing out too."""

from datetime import timedelta

import httpx
import pytest
from integration.identity.scene import Browser, Scene
from kit.settings import ADDRESS, ISSUER
from sqlalchemy import func, select

from loket_shared.identity.tables import STASHED_FORMS

pytestmark = pytest.mark.asyncio

TYPED: dict[str, str | list[str]] = {"subject": "Onderwerp", "description": "regel 1\r\nregel 2", "topics": ["a", "c"]}
LATER = timedelta(minutes=45)
CONTINUE = f"{ADDRESS}/verdergaan"


async def stashed(scene: Scene) -> int:
    async with scene.database.engine.connect() as connection:
        counted: int = (await connection.execute(select(func.count()).select_from(STASHED_FORMS))).scalar_one()
    return counted


async def rescued(scene: Scene, browser: Browser) -> httpx.Response:
    """Return the page that offers what was typed while the session ran out."""
    page = await browser.sign_in("asker")
    scene.clock.moment += LATER
    return await browser.send_form(page, "/form", **TYPED)


async def sign_in_again(browser: Browser) -> httpx.Response:
    """Open a session anew, in place of the one that there is."""
    return await browser.get("/login", params={"return_to": "/form"})


async def test_what_was_sent_is_not_offered_again(scene: Scene) -> None:
    async with scene.browser() as browser:
        kept = await rescued(scene, browser)
        assert str(kept.url) == CONTINUE
        await browser.send_form(kept, "/form", **TYPED)
        assert await stashed(scene) == 0
        assert str((await sign_in_again(browser)).url) == f"{ADDRESS}/form"
        assert str((await browser.get("/verdergaan")).url) == f"{ADDRESS}/"


async def test_it_is_offered_once_and_stays_for_its_hour(scene: Scene) -> None:
    async with scene.browser() as browser:
        await rescued(scene, browser)
        assert str((await sign_in_again(browser)).url) == f"{ADDRESS}/form"
        assert "regel 1" in (await browser.get("/verdergaan")).text
        scene.clock.moment += timedelta(minutes=20)
        await browser.get("/form")
        scene.clock.moment += timedelta(minutes=20)
        await browser.get("/form")
        scene.clock.moment += timedelta(minutes=21)
        assert str((await browser.get("/verdergaan")).url) == f"{ADDRESS}/"


async def test_another_text_to_the_same_address_does_not_count_as_sent(scene: Scene) -> None:
    async with scene.browser() as browser:
        kept = await rescued(scene, browser)
        await browser.send_form(kept, "/form", subject="Iets anders")
        assert "regel 1" in (await browser.get("/verdergaan")).text


async def test_what_is_typed_after_signing_out_elsewhere_is_offered_to_the_same_person(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.send_form(tab, "/logout")
        asked = await browser.send_form(tab, "/form", **TYPED)
        assert await stashed(scene) == 1
        kept = await browser.choose(asked, "asker")
        assert str(kept.url) == CONTINUE
        assert "regel 1\r\nregel 2</textarea>" in kept.text
        sent = await browser.send_form(kept, "/form", **TYPED)
    assert "[a][c]" in sent.text


async def test_another_person_gets_nothing_and_it_is_deleted(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.send_form(tab, "/logout")
        asked = await browser.send_form(tab, "/form", **TYPED)
        other = await browser.choose(asked, "colleague")
        assert str(other.url) != CONTINUE
        assert "regel" not in other.text + (await browser.get("/verdergaan")).text
        assert await stashed(scene) == 0


async def test_it_is_not_taken_for_that_of_whoever_signed_in_next(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.send_form(tab, "/logout")
        await browser.sign_in("colleague")
        after = await browser.send_form(tab, "/form", **TYPED)
        assert "regel" not in after.text + (await browser.get("/verdergaan")).text
        assert await stashed(scene) == 0


async def test_a_session_that_gave_way_to_another_persons_is_remembered_too(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.get(f"{ISSUER}/logout")
        await browser.choose(await browser.get("/login"), "colleague")
        after = await browser.send_form(tab, "/form", **TYPED)
        assert "regel" not in after.text + (await browser.get("/verdergaan")).text


async def test_a_form_of_no_known_session_is_not_kept(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.send_form(tab, "/logout")
        await browser.post("/form", data={"csrf_token": "made up", **TYPED}, headers={"Origin": ADDRESS})
        assert await stashed(scene) == 0
        scene.clock.moment += timedelta(hours=12)
        await browser.send_form(tab, "/form", **TYPED)
        assert await stashed(scene) == 0


async def test_the_browser_cannot_read_or_make_what_tells_whose_it_is(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        await browser.send_form(tab, "/logout")
        marker = browser.cookies["loket_sample_left"]
        assert "asker" not in marker
        browser.cookies.set("loket_sample_left", marker[:-4] + "AAAA", domain="sample.example")
        await browser.send_form(tab, "/form", **TYPED)
        assert await stashed(scene) == 0


async def test_a_script_is_told_and_what_it_sent_is_kept(scene: Scene) -> None:
    async with scene.browser() as browser:
        tab = await browser.sign_in("asker")
        scene.clock.moment += LATER
        answer = await browser.send_form(tab, "/form", "application/json", **TYPED)
    assert answer.status_code == 401
    assert await stashed(scene) == 1
