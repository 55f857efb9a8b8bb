"""A page shows every finding with its places, and every failing example with both routes."""

from datetime import date

import pytest

from loket_routing.domain.lifecycle.examples import FailedExample
from loket_routing.domain.lifecycle.verdict import FindingView, RuleSetVerdict
from loket_routing.domain.rule_set.review import NOT_PROVEN
from loket_routing.pages.labels import Labels
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText
from loket_shared.web.pages import environment
from loket_shared.web.static import StaticFiles

PAGE = """{% from "components/lists.html" import alert %}
{% from "set_frame.html" import found with context %}{{ found(verdict, labels, alert) }}"""
PLACES = (
    BilingualText(nl="regel 3-plain", en="rule 3-plain"),
    BilingualText(nl="regel 3-technology", en="rule 3-technology"),
)
SENTENCE = BilingualText(nl="Deze <regels> spreken elkaar tegen.", en="These <rules> contradict each other.")


def shown(verdict: RuleSetVerdict) -> str:
    made = environment("loket_routing", "nl", StaticFiles(()))
    return made.from_string(PAGE).render(verdict=verdict, labels=Labels("nl", date(2026, 6, 1)))


@pytest.mark.parametrize(("code", "heading"), [("contradiction", "te herstellen"), (NOT_PROVEN, "1 bevinding")])
def test_a_finding_has_its_places_and_its_sentence(code: str, heading: str) -> None:
    page = shown(RuleSetVerdict(findings=(FindingView(code=code, places=PLACES, sentence=SENTENCE),)))
    assert heading in page
    assert "regel 3-plain, regel 3-technology:" in page
    assert "Deze &lt;regels&gt; spreken elkaar tegen." in page


def test_a_failing_example_has_both_routes() -> None:
    expected, got = Route(lead="OCW"), Route(lead="BZ", contributors=("EZK",))
    page = shown(RuleSetVerdict(failing=(FailedExample(number=2, text="Mag dit?", expected=expected, got=got),)))
    assert "Voorbeeld 2" in page
    assert "Onderwijs, Cultuur en Wetenschap (OCW)" in page
    assert "Buitenlandse Zaken (BZ), met EZ" in page


def test_nothing_found_shows_nothing() -> None:
    assert not shown(RuleSetVerdict()).strip()
