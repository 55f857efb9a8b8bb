"""axe finds nothing on any page of the work place, in either language; on a telephone nothing is cut off."""

from collections.abc import Iterator

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from e2e.questions import PHOTONICS, Question, hand_in

from loket_stack.scenarios.api_client import Personas

UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"


@pytest.fixture(scope="module")
def question(personas: Personas) -> Question:
    """A question on which departments work, with a text in every part of the page."""
    question = hand_in(personas, PHOTONICS)
    question.routed()
    question.contribute("EZK", "Leg vast van wie de resultaten zijn.")
    question.act("front-office", "notes", text="Navragen.")
    question.act("front-office", "information-requests", text="Wie betaalt dit?").raise_for_status()
    question.act("front-office", "answer/draft", text="Samenwerken kan.").raise_for_status()
    return question


def pages_of(question: Question) -> list[tuple[str, list[str]]]:
    """Return who looks at which pages."""
    case, empty = f"/zaken/{question.reference}", "/?werkvoorraad=mine&kenmerk=KV-1999"
    request = next(each for each in question.case()["requests"] if each["department"] == "OCW")
    work = f"/bijdrageverzoeken/{request['id']}"
    return [
        ("front-office", ["/?werkvoorraad=all", empty, case, work]),
        ("expert-ocw", ["/?werkvoorraad=department", case, work]),
        ("operator", ["/?werkvoorraad=all", case, "/bedrijfsvoering", "/vastgelopen-berichten"]),
        ("auditor", ["/verantwoording"]),
    ]


def unfolded(opens: Opens, question: Question, language: str, width: int) -> Iterator[Visitor]:
    """Show every page, one after the other, with everything on it unfolded."""
    for persona, paths in pages_of(question):
        visitor = opens("backoffice", width=width)
        visitor.sign_in(persona)
        for path in paths:
            visitor.see(f"{path}{'&' if '?' in path else '?'}taal={language}")
            visitor.page.evaluate(UNFOLD)
            yield visitor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_has_a_barrier(opens: Opens, question: Question, language: str) -> None:
    assert [barrier for page in unfolded(opens, question, language, 1200) for barrier in page.barriers] == []


def test_no_page_with_errors_has_a_barrier(opens: Opens, question: Question) -> None:
    visitor = opens("backoffice")
    visitor.sign_in("front-office", f"/zaken/{question.reference}")
    visitor.page.evaluate(UNFOLD)
    visitor.press("Route wijzigen")
    visitor.page.locator(".loket-error-summary").wait_for()
    assert visitor.page.title().startswith("Fout:")
    assert visitor.barriers == []


def test_on_a_telephone_every_page_fits(opens: Opens, question: Question) -> None:
    assert [page.path for page in unfolded(opens, question, "nl", 320) if page.overflows] == []


def test_on_paper_the_case_has_its_texts_and_no_forms(opens: Opens, question: Question) -> None:
    visitor = opens("backoffice")
    visitor.sign_in("front-office", f"/zaken/{question.reference}")
    visitor.page.emulate_media(media="print")
    assert "Samenwerken kan." in visitor.page.inner_text("main")
    assert not any(act.is_visible() for act in visitor.page.locator("main .loket-act").all())


def test_the_operator_reads_how_it_goes(opens: Opens, question: Question) -> None:
    visitor = opens("backoffice")
    visitor.sign_in("operator", "/bedrijfsvoering")
    text = visitor.page.inner_text("main")
    assert question.reference in text
    assert "geteld" in text
    assert "Antwoordt niet" not in text
    assert PHOTONICS["subject"] not in text
