"""Somebody with a browser window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


class Visitor:
    """Looks at pages, signs in by a click, and fills in forms as people do: by their labels."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def see(self, path: str) -> None:
        """Open the page at ``path``."""
        self.page.goto(self.address + path)

    def sign_in(self, persona: str, path: str = "/") -> None:
        """Sign in as ``persona`` and arrive at ``path``."""
        self.page.goto(f"{self.address}/login?return_to={path}")
        self.page.locator(f"button[name=persona][value={persona}]").click()
        self.page.wait_for_url(f"{self.address}/**")

    def press(self, words: str) -> None:
        """Press the button with these words and wait for the page it leads to."""
        self.page.get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_load_state()

    def follow(self, words: str) -> None:
        """Follow the first link with these words and wait for the page it leads to."""
        self.page.get_by_role("link", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def choose(self, words: str) -> None:
        """Tick or choose what is labelled so."""
        self.page.get_by_label(words, exact=True).check()

    def fill(self, label: str, text: str) -> None:
        """Type ``text`` in the field whose label begins so."""
        self.page.get_by_role("textbox", name=label).fill(text)

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        """The path that the visitor is at."""
        return self.page.url.removeprefix(self.address)

    @property
    def barriers(self) -> list[str]:
        """The findings of axe on the page."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{self.path}: {violation['id']} {violation['nodes'][0]['html']}" for violation in found]

    @property
    def overflows(self) -> bool:
        """True if the page is wider than the window, so that a reader must scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def says(self, words: str) -> bool:
        """Return True if the page holds ``words``."""
        return words in self.page.inner_text("main")
