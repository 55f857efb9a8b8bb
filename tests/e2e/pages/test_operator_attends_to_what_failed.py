"""The operator sees what a service could not handle, tries it again and gives it up, on one page for all services."""

import pytest
from e2e.forged import marked, put, put_rubbish
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from kit.kafka_log import log_of
from playwright.sync_api import Locator

from loket_shared.db.ids import new_id
from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Json
from loket_stack.scenarios.waiting import wait_until

READERS = ("routing", "backoffice", "notifications")


@pytest.fixture
def visitor(opens: Opens) -> Visitor:
    """The operator, at the page."""
    visitor = opens("backoffice")
    visitor.sign_in("operator", "/vastgelopen-berichten")
    assert "Deze dienst antwoordt niet" not in visitor.page.inner_text("main")
    return visitor


def letters(visitor: Visitor, service: str) -> Locator:
    return visitor.page.locator(f"section[aria-labelledby=of-{service}] > article")


def counts(visitor: Visitor) -> list[int]:
    visitor.see("/vastgelopen-berichten")
    return [letters(visitor, service).count() for service in READERS]


def arrive(visitor: Visitor, stack: Stack, count: int) -> list[int]:
    """Put so many records on the log that nobody can read, and return how many letters there were before."""
    before = counts(visitor)
    put_rubbish(stack.kafka(), count)
    wait_until("the dead letters", lambda: counts(visitor) == [number + count for number in before])
    return before


def test_an_unreadable_message_is_tried_again_and_given_up(visitor: Visitor, stack: Stack) -> None:
    before = arrive(visitor, stack, 1)
    letters(visitor, "routing").last.get_by_role("button", name="Opnieuw proberen").click()
    assert "Verwerkt: 0. Nog niet gelukt: 1." in visitor.page.inner_text("main")
    assert letters(visitor, "routing").count() == before[0] + 1
    for service in READERS:
        letters(visitor, service).last.get_by_role("button", name="Opgeven").click()
        assert "U kunt dit niet ongedaan maken" in visitor.page.inner_text("main")
        assert visitor.barriers == []
        visitor.press("Opgeven")
        assert "Vertel waarom u dit bericht opgeeft" in visitor.page.inner_text("main")
        visitor.fill("Waarom geeft u dit op?", "Onleesbaar, van niemand.")
        visitor.press("Opgeven")
        assert "Opgegeven: 1. Wat erachter wachtte, gaat verder." in visitor.page.inner_text("main")
    assert counts(visitor) == before


def test_many_are_chosen_by_hand_or_by_reason_and_confirmed(visitor: Visitor, stack: Stack) -> None:
    before = arrive(visitor, stack, 3)
    assert visitor.barriers == []
    part = visitor.page.locator("section[aria-labelledby=many-routing]")
    for box in part.get_by_role("checkbox").all()[-2:]:
        box.check()
    part.get_by_role("button", name="Gekozen berichten opnieuw proberen").click()
    assert visitor.heading == "Deze berichten opnieuw proberen?"
    visitor.press("Opnieuw proberen")
    assert "Verwerkt: 0. Nog niet gelukt: 2." in visitor.page.inner_text("main")
    for service in READERS:
        visitor.page.locator(f"section[aria-labelledby=many-{service}]").get_by_role(
            "button", name="Deze allemaal opgeven"
        ).first.click()
        assert visitor.heading == "Deze berichten opgeven?"
        visitor.fill("Waarom geeft u dit op?", "Onleesbaar, van niemand.")
        visitor.press("Opgeven")
        assert "Opgegeven: " in visitor.page.inner_text("main")
    assert all(now <= then for now, then in zip(counts(visitor), before, strict=True))


def test_nothing_chosen_is_said(visitor: Visitor, stack: Stack) -> None:
    arrive(visitor, stack, 2)
    part = visitor.page.locator("section[aria-labelledby=many-routing]")
    part.get_by_role("button", name="Gekozen berichten opgeven").click()
    assert "Kies eerst een of meer berichten." in visitor.page.inner_text("main")


def test_the_page_says_in_words_that_a_message_was_forged(visitor: Visitor, stack: Stack, demo: Json) -> None:
    before = counts(visitor)
    good = next(one for one in log_of(stack, "loket.questions") if b"KV-" in dict(one.headers).get("ce_subject", b""))
    changed = {"ce_id": str(new_id()).encode(), "ce_sequence": b"0000000099"}
    headers = marked([(name, changed.get(name, value)) for name, value in good.headers])
    put(stack.kafka(), (good.key, good.value, headers))
    wait_until("the dead letters", lambda: counts(visitor) == [number + 1 for number in before])
    letter = letters(visitor, "routing").last
    assert "Bericht van onbekende herkomst" in letter.inner_text()
    assert "De handtekening hoort niet bij dit bericht" in letter.inner_text()
    letter.get_by_text("Voor technisch beheer").click()
    assert "invalid-signature (InvalidSignatureError)" in letter.inner_text()
    assert str(demo["reference"]) not in letter.inner_text()
    listed = stack.run("dead-letters", "list")
    assert "of unknown origin: The signature does not belong to this message" in listed
    give_up_last(visitor)
    assert counts(visitor) == before


def give_up_last(visitor: Visitor) -> None:
    """Give up the newest letter of each reader, as nobody's."""
    for service in READERS:
        letters(visitor, service).last.get_by_role("button", name="Opgeven").click()
        visitor.fill("Waarom geeft u dit op?", "Vervalst, van niemand.")
        visitor.press("Opgeven")
        assert "Opgegeven: 1." in visitor.page.inner_text("main")
