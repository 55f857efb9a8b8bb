"""A session may run out while somebody types; what was typed comes back to that person, and to nobody else."""

from datetime import timedelta

import pytest
from integration.identity.scene import Scene
from kit.settings import ADDRESS, ISSUER
from sqlalchemy import select

from loket_shared.identity.tables import STASHED_FORMS

TYPED: dict[str, str | list[str]] = {
    "subject": "Onderwerp",
    "description": "regel 1\r\n\r\n  regel <3>",
    "topics": ["a", "c"],
}
LATER = timedelta(minutes=45)


@pytest.mark.asyncio
async def test_the_form_comes_back_after_signing_in_again(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        scene.clock.moment += LATER
        kept = await browser.send_form(page, "/form", **TYPED)
        assert str(kept.url) == f"{ADDRESS}/verdergaan"
        assert "regel &lt;3&gt;" in kept.text
        sent = await browser.send_form(kept, "/form", **TYPED)
    assert "[a][c]" in sent.text


@pytest.mark.asyncio
async def test_the_page_carries_every_field_as_it_was_typed(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        scene.clock.moment += LATER
        kept = await browser.send_form(page, "/form", **TYPED)
    assert kept.text.count('name="topics"') == 2
    assert "\nregel 1\r\n\r\n  regel &lt;3&gt;</textarea>" in kept.text
    assert 'action="/form"' in kept.text


@pytest.mark.asyncio
async def test_somebody_else_does_not_get_it(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker", "/form?step=1")
        await browser.get(f"{ISSUER}/logout")
        asked = await browser.send_form(page, "/form", **TYPED)
        other = await browser.choose(asked, "colleague")
        later = await browser.get("/verdergaan")
    assert "regel" not in other.text + later.text


@pytest.mark.asyncio
async def test_a_form_of_an_earlier_session_is_confirmed_first(scene: Scene) -> None:
    async with scene.browser() as browser:
        old = await browser.sign_in("asker")
        browser.cookies.delete("loket_sample")
        await browser.get("/form")
        kept = await browser.send_form(old, "/form", **TYPED)
    assert str(kept.url) == f"{ADDRESS}/verdergaan"


@pytest.mark.asyncio
async def test_the_database_does_not_tell_what_was_typed_and_forgets_it(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.sign_in("asker")
        scene.clock.moment += LATER
        await browser.send_form(page, "/form", **TYPED)
        async with scene.database.transaction() as session:
            [row] = (await (await session.connection()).execute(select(STASHED_FORMS))).all()
        assert b"regel" not in bytes(row.data)
        scene.clock.moment += timedelta(minutes=20)
        assert "regel" in (await browser.get("/verdergaan")).text
        scene.clock.moment += timedelta(minutes=25)
        await browser.get("/form")
        scene.clock.moment += timedelta(minutes=20)
        assert "regel" not in (await browser.get("/verdergaan")).text
