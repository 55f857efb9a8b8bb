"""What somebody with bad intentions might try at sign-in."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from integration.identity.scene import Scene
from kit.settings import ADDRESS, ISSUER

from loket_stack.identity.personas import PERSONAS

FORM = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}


async def _coming_back(browser: httpx.AsyncClient, return_to: str = "/form") -> str:
    """Sign in up to the redirect back to the service, and return its address."""
    browser.follow_redirects = False
    to_provider = await browser.get("/login", params={"return_to": return_to})
    answer = await browser.post(to_provider.headers["location"], data={"persona": "asker"})
    return answer.headers["location"]


@pytest.mark.asyncio
async def test_a_code_of_another_browser_signs_nobody_in(scene: Scene) -> None:
    async with scene.browser() as attacker, scene.browser() as victim:
        back = await _coming_back(attacker)
        answer = await victim.get(back)
    assert answer.status_code == 400
    assert "loket_sample" not in victim.cookies


@pytest.mark.asyncio
@pytest.mark.parametrize("told", ["http://another.example", "", None])
async def test_a_response_of_another_issuer_signs_nobody_in(scene: Scene, told: str | None) -> None:
    async with scene.browser() as browser:
        asked = parse_qs(urlsplit(await _coming_back(browser)).query)
        assert asked.pop("iss") == [ISSUER]
        answer = await browser.get("/callback", params={**asked, **({} if told is None else {"iss": told})})
    assert answer.status_code == 400
    assert "loket_sample" not in browser.cookies


@pytest.mark.asyncio
async def test_an_attempt_is_good_once(scene: Scene) -> None:
    async with scene.browser() as browser:
        back = await _coming_back(browser)
        first, second = await browser.get(back), await browser.get(back)
    assert (first.status_code, second.status_code) == (303, 400)


@pytest.mark.asyncio
async def test_a_made_up_code_signs_nobody_in(scene: Scene) -> None:
    async with scene.browser() as browser:
        state = parse_qs(urlsplit(await _coming_back(browser)).query)["state"][0]
        answer = await browser.get("/callback", params={"state": state, "code": "made-up"})
    assert answer.status_code == 400


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_nobody_is_sent_to_another_site(scene: Scene, wanted: str) -> None:
    async with scene.browser() as browser:
        answer = await browser.get(await _coming_back(browser, wanted))
    assert answer.headers["location"] == "/"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "told", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
async def test_a_form_on_another_site_is_refused_and_not_kept(scene: Scene, told: dict[str, str]) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        answer = await browser.post("/form", data={"subject": "x"}, headers=told)
    assert answer.status_code == 403
    assert "loket_sample_form" not in browser.cookies


@pytest.mark.asyncio
async def test_a_form_without_its_token_changes_nothing(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        answer = await browser.post("/form", data={"subject": "x", "topics": "a"}, headers=FORM)
    assert "[a]" not in answer.text


@pytest.mark.asyncio
async def test_only_the_provider_ends_sessions_from_behind(scene: Scene) -> None:
    async with scene.browser() as browser:
        await browser.sign_in("asker")
        id_token = scene.issuer.id_token(PERSONAS["asker"], "loket-sample", "n", "sid")
        for token in ("nonsense", id_token, scene.issuer.logout_token("asker", "another-client", "sid")):
            assert (await browser.post("/backchannel-logout", data={"logout_token": token})).status_code == 400
        browser.follow_redirects = False
        assert (await browser.get("/form")).status_code == 200


@pytest.mark.asyncio
async def test_pages_forbid_what_they_do_not_need(scene: Scene) -> None:
    async with scene.browser() as browser:
        page = await browser.get("/gallery")
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert f"form-action 'self' {ISSUER}" in policy
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert " onclick=" not in page.text
