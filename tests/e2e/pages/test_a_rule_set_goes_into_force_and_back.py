"""Two rule owners bring a rule set from draft to active and back in real browsers, while questions flow."""

from collections.abc import Iterator

from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from e2e.questions import POLICY, hand_in

from loket_stack.scenarios.api_client import Personas
from loket_stack.scenarios.waiting import wait_until

REASON = "Sancties horen bij Buitenlandse Zaken, zo is het afgesproken."
SIMULATED_WITHIN = 120_000
"""Milliseconds: every question that other tests asked is read twice."""
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
PARTS = (
    "",
    "/regels/2-lead",
    "/woorden",
    "/woorden/naval",
    "/regimes",
    "/regimes/eu-iran",
    "/voorrang",
    "/voorbeelden",
    "/proefvraag",
    "/tekst",
    "/verschillen",
    "/terugzetten",
)


def sees(visitor: Visitor, path: str, words: str) -> None:
    """Look at the page at ``path`` until it says ``words``."""

    def look() -> bool:
        visitor.see(path)
        return visitor.says(words)

    wait_until(words, look)


def window(opens: Opens, persona: str, path: str = "/regelsets") -> Visitor:
    """Let ``persona`` open the pages about rules."""
    visitor = opens("routing")
    visitor.sign_in(persona, path)
    return visitor


def write(owner: Visitor) -> str:
    """Begin a copy, change the reason of a rule, and try a question; return the address of the copy."""
    owner.page.get_by_role("row", name="2026.1").get_by_role("button").click()
    draft = owner.path.partition("?")[0]
    owner.fill("Woorden in een regel", "exportcontrole BZ")
    owner.press("Zoeken")
    owner.page.get_by_role("link", name="2-lead wijzigen").first.click()
    owner.fill("Reden in het Nederlands", "")
    owner.press("Bewaren")
    assert owner.page.title().startswith("Fout:")
    assert owner.page.evaluate("document.activeElement.id") == "error-summary-heading"
    owner.fill("Reden in het Nederlands", REASON)
    owner.press("Controleren zonder te bewaren")
    assert owner.says("Er is niets gevonden; het is nog niet bewaard.")
    owner.page.get_by_text("Eerst proberen op een verzonnen vraag").click()
    owner.page.locator("#example-topics").get_by_label("Sancties en verscherpt toezicht").check()
    owner.page.locator("#example-text").fill("Mogen wij dit uitvoeren?")
    owner.press("Waar zou die heen gaan?")
    assert owner.says(REASON)
    owner.press("Bewaren")
    assert owner.says(REASON)
    owner.follow("Verschillen")
    assert owner.says(REASON)
    owner.follow("Proefvraag")
    owner.choose("Sancties en verscherpt toezicht")
    owner.fill("Beschrijving", "Mogen wij deze radar uitvoeren?")
    owner.press("Waar gaat die heen?")
    assert owner.says("Buitenlandse Zaken (BZ)")
    assert owner.says("Dezelfde route")
    assert owner.page.locator("mark").first.inner_text().startswith("radar")
    return draft


def expect(owner: Visitor, draft: str, lead: str) -> None:
    """Keep an example next to the set that must go to ``lead``."""
    owner.see(f"{draft}/voorbeelden")
    owner.choose("Sancties en verscherpt toezicht")
    owner.fill("Beschrijving", "Een verzonnen vraag over sancties.")
    owner.page.get_by_label("Wie moet penvoerder zijn").select_option(lead)
    owner.press("Toevoegen")


def propose(owner: Visitor, draft: str) -> None:
    """Simulate the set and propose it; whoever wrote it is not offered to approve it."""
    owner.see(draft)
    owner.press("Simuleren op eerdere vragen")
    owner.page.get_by_role("heading", name="Per departement").wait_for(timeout=SIMULATED_WITHIN)
    owner.see(draft)
    owner.press("Voorstellen")
    assert owner.says("daarom keurt iemand anders die goed")
    assert owner.page.get_by_role("button", name="Goedkeuren").count() == 0


def test_two_people_put_a_rule_set_in_force_and_one_takes_it_back(personas: Personas, opens: Opens) -> None:
    owner = window(opens, "rule-owner")
    draft = write(owner)
    version = draft.rpartition("/")[2]
    expect(owner, draft, "OCW")
    assert owner.says("krijgt een andere route dan verwacht")
    propose(owner, draft)
    approver = window(opens, "rule-approver", draft)
    approver.press("Goedkeuren")
    assert approver.says("voorbeelden krijgen een andere route dan verwacht")
    approver.fill("Waarom is het goed dat voorbeelden falen?", "Het voorbeeld klopt niet.")
    approver.press("Goedkeuren")
    approver.press("In werking stellen")
    sees(approver, draft, "Actief")
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", f"/besluiten/{question.reference}")
    assert officer.says(f"regelset {version}")
    owner.see("/regelsets")
    owner.page.get_by_role("link", name="Terug naar versie 2026.1").click()
    owner.fill("Waarom?", "Toch niet.")
    owner.press("Weer in werking stellen")
    sees(owner, "/regelsets/2026.1", "Actief")
    sees(owner, draft, "Afgelost")


def pages_of(opens: Opens) -> Iterator[Visitor]:
    """Show every page about rules with everything on it unfolded, and some of them in English."""
    visitor = window(opens, "rule-owner")
    visitor.page.get_by_role("row", name="2026.1").get_by_role("button").last.click()
    draft = visitor.path.partition("?")[0]
    visitor.press("Simuleren op eerdere vragen")
    visitor.page.get_by_role("heading", name="Per departement").wait_for(timeout=SIMULATED_WITHIN)
    simulation = visitor.path
    paths = [f"{draft}{part}" for part in PARTS]
    dutch = [*paths, simulation, "/regelsets", "/simulaties", "/herijking", "/algoritmeregister"]
    english = [draft, f"{draft}/regels/2-lead", "/herijking"]
    for path in (*(f"{path}?taal=nl" for path in dutch), *(f"{path}?taal=en" for path in english)):
        visitor.see(path)
        visitor.page.evaluate(UNFOLD)
        yield visitor


def test_no_page_about_rules_has_a_barrier(opens: Opens) -> None:
    assert [barrier for page in pages_of(opens) for barrier in page.barriers] == []
