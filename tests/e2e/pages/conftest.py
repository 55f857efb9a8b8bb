"""Real browsers, with scripts and without, for the pages of the running stack."""

from collections.abc import Callable, Iterator

import pytest
from e2e.pages.visitor import Visitor
from playwright.sync_api import Browser, sync_playwright

from loket_stack.browser import ARGUMENTS, browser_executable
from loket_stack.state import StackState

Opens = Callable[..., Visitor]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start one browser for the tests of a file; its library keeps a loop of its own running until it ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, running: StackState) -> Iterator[Opens]:
    """Open a browser window of its own for a visitor of one service's pages; close them at the end."""
    contexts = []

    def open_window(service: str = "intake", scripts: bool = True, width: int = 1200) -> Visitor:
        context = chromium.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
        contexts.append(context)
        return Visitor(context.new_page(), running.components[service].facts["url"])

    yield open_window
    for context in contexts:
        context.close()
