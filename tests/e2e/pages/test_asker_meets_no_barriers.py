"""axe finds nothing on any page of the asker, in either language; on a telephone nothing is cut off."""

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor

REGISTER = ("/verwerkingen", "/verwerkingen/handling-questions/2026-11-21")
PUBLIC = ("/", "/contact", "/toegankelijkheid", "/privacy", *REGISTER)
STEPS = ("onderwerp", "vraag", "context", "delen", "controleren")


def pages_of(visitor: Visitor) -> list[str]:
    """Sign in, begin a draft, and return the addresses of every page of the asker."""
    visitor.sign_in("asker", "/vragen/nieuw")
    visitor.page.locator("main form button").click()
    draft = visitor.path.rpartition("/")[0]
    return [*PUBLIC, "/vragen", "/vragen/nieuw", f"{draft}/verwijderen", *(f"{draft}/{step}" for step in STEPS)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_has_a_barrier(opens: Opens, language: str) -> None:
    visitor = opens()
    barriers = []
    for path in pages_of(visitor):
        visitor.see(f"{path}?taal={language}")
        barriers += visitor.barriers
    assert barriers == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_with_errors_has_a_barrier(opens: Opens, language: str) -> None:
    visitor = opens()
    barriers = []
    for path in pages_of(visitor)[-len(STEPS) :]:
        if not path.endswith("context"):
            visitor.see(f"{path}?taal={language}")
            visitor.page.locator("main form").first.evaluate("form => form.submit()")
            visitor.page.locator(".loket-error-summary").wait_for()
            barriers += visitor.barriers
    assert barriers == []


def test_on_a_telephone_every_page_fits(opens: Opens) -> None:
    visitor = opens(width=320)
    wide = []
    for path in pages_of(visitor):
        visitor.see(path)
        wide += [path] if visitor.overflows else []
    assert wide == []


def test_on_paper_what_is_folded_can_be_read(opens: Opens) -> None:
    visitor = opens()
    visitor.see("/toegankelijkheid")
    visitor.page.evaluate(
        "document.querySelector('main').innerHTML = '<details><summary>Waarom</summary><p>Daarom</p></details>'"
    )
    folded = visitor.page.locator("main p")
    assert folded.evaluate("text => text.checkVisibility()") is False
    visitor.page.emulate_media(media="print")
    assert folded.evaluate("text => text.checkVisibility()") is True
