"""Sign-in, forms, errors and sign-out in a real browser, with what only a browser holds to: policies, focus, axe."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from integration.identity.scene import Scene
from integration.identity.served import Served, serving
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from loket_stack.browser import ARGUMENTS, browser_executable
from loket_stack.paths import Paths
from loket_stack.static_files import install_static_files

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A browser reports the status of a page as an error of its own; everything else on its console is one of ours.
STATUS_NOTICE = "Failed to load resource: the server responded with a status of"


@pytest_asyncio.fixture
async def at(scene: Scene, keys: Path, unused_tcp_port_factory: Callable[[], int]) -> AsyncIterator[Served]:
    """The service and the provider, listening."""
    paths = Paths.of()
    paths.make()
    install_static_files(paths)
    async with serving(scene.database, paths.static, keys, unused_tcp_port_factory) as served:
        yield served


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    """A browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_executable(), args=list(ARGUMENTS))
        yield browser
        await browser.close()


def listen(context: BrowserContext) -> list[str]:
    """Return a list that fills with what the browser complains of."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(STATUS_NOTICE):
            complaints.append(message.text)

    context.on("console", note)
    return complaints


async def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with ``page``."""
    found = await Axe().run(page, options=WCAG)
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found.response["violations"]]


@pytest.mark.asyncio
async def test_a_form_is_sent_mended_and_kept_over_a_sign_out_elsewhere(at: Served, chromium: Browser) -> None:
    context = await chromium.new_context()
    complaints, page = listen(context), await context.new_page()
    await page.goto(f"{at.sample}/form")
    assert await faults(page) == []
    await page.click("button[value=asker]")
    assert page.url == f"{at.sample}/form"

    await page.click("text=Verder")
    assert await page.evaluate("document.activeElement.id") == "error-summary-heading"
    assert (await page.title()).startswith("Fout: ")
    assert await faults(page) == []

    await page.fill("#subject", "Onderwerp")
    await page.fill("#description", "regel 1\n\n  regel <3>")
    await page.check("#topics-a")
    elsewhere = await context.new_page()
    await elsewhere.goto(f"{at.provider}/logout")
    await page.click("text=Verder")
    await page.click("button[value=asker]")
    assert page.url == f"{at.sample}/verdergaan"
    assert await faults(page) == []
    await page.click("text=Versturen en verdergaan")
    assert await page.text_content(".loket-quote") == "regel 1\n\n  regel <3>"
    assert complaints == []


@pytest.mark.asyncio
async def test_signing_out_leads_by_way_of_the_provider_to_the_front_page(at: Served, chromium: Browser) -> None:
    context = await chromium.new_context()
    complaints, page = listen(context), await context.new_page()
    await page.goto(f"{at.sample}/form")
    await page.click("button[value=front-office]")
    await page.click("text=Afmelden")
    assert page.url == f"{at.sample}/"
    assert await page.is_visible("text=Aanmelden")
    await page.goto(f"{at.sample}/form")
    assert page.url.startswith(at.provider)
    assert complaints == []


@pytest.mark.asyncio
async def test_every_part_is_accessible_in_both_languages(at: Served, chromium: Browser) -> None:
    page = await chromium.new_page()
    for path in ("/", "/gallery", "/nowhere"):
        for language in ("nl", "en"):
            await page.goto(f"{at.sample}{path}?taal={language}")
            assert await faults(page) == [], (path, language)


@pytest.mark.asyncio
async def test_a_narrow_screen_needs_no_scrolling_sideways(at: Served, chromium: Browser) -> None:
    page = await chromium.new_page(viewport={"width": 320, "height": 700})
    await page.goto(f"{at.sample}/gallery")
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.asyncio
async def test_the_keyboard_alone_is_enough(at: Served, chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.goto(f"{at.sample}/gallery")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "loket-skip-link"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "content"


@pytest.mark.asyncio
async def test_it_works_without_scripts(at: Served, chromium: Browser) -> None:
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{at.sample}/form")
    await page.click("button[value=asker]")
    await page.fill("#subject", "Onderwerp")
    await page.check("#topics-a")
    await page.click("text=Verder")
    assert await page.text_content("h1") == "Verstuurd"
