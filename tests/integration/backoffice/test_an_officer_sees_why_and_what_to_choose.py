"""The case's page quotes what was found, says how the rules came to a route, and offers the ranking to choose from."""

import pytest
from integration.backoffice.clients import window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND

from loket_backoffice.handlers.read_cases import read_case
from loket_backoffice.handlers.route_steps import confirm_route
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.shared_parts import Fact, Meaning, QuestionContent, RankedRoute
from loket_shared.contracts.texts import BilingualText

HERE = f"/zaken/{REFERENCE}"
TEXT = "Wij doen onderzoek naar fotonica met een partner."
TECHNOLOGY = BilingualText(nl="Sensitieve technologie", en="Sensitive technology")
LOW = BilingualText(nl="laag", en="low")
STEP = BilingualText(nl="EZ leidt: dat zegt regel 3-technology.", en="EZ leads: so says rule 3-technology.")


def doubtful(office: BackofficeService) -> RoutingDecided:
    """Return a decision to confirm, with what it rests on and the routes to choose from."""
    decided = office.decided("EZK", ("OCW", "AIVD"), confirm=True)
    assert decided.decision is not None
    first = RankedRoute(
        lead="EZK", contributors=("OCW", "AIVD"), confidence=0.5, reason=BilingualText(nl="Zo.", en="So.")
    )
    without = BilingualText(
        nl="Zo is het zonder 'Sensitieve technologie'.", en="So it is without 'Sensitive technology'."
    )
    explained = {
        "confidence_in_words": LOW,
        "facts": (
            Fact(name="signal", value="technology", source="description[24:32]: fotonica*"),
            Fact(name="signal", value="technology", source="supplement-2[0:5]: drone"),
            Fact(name="legal-regime", value="eu-iran", source="celex 32012R0267"),
            Fact(name="topic", value="other", source="form.topics"),
        ),
        "meanings": (
            Meaning(name="signal", code="technology", text=TECHNOLOGY),
            Meaning(name="legal-regime", code="eu-iran", text=BilingualText(nl="Maatregelen", en="Measures")),
        ),
        "ranking": (first, RankedRoute(lead="OCW", confidence=0.5, reason=without)),
        "lead_explained": (STEP,),
    }
    return decided.model_copy(update={"decision": decided.decision.model_copy(update=explained)})


async def hear(office: BackofficeService) -> None:
    submitted = office.submitted()
    assert isinstance(submitted.question, QuestionContent)
    question = submitted.question.model_copy(update={"description": TEXT})
    await office.hear(submitted.model_copy(update={"question": question}))
    await office.hear(office.supplemented("Drone erbij."))
    await office.hear(doubtful(office))


@pytest.mark.asyncio
async def test_the_words_that_were_found_are_quoted_from_the_question(office: BackofficeService) -> None:
    await hear(office)
    routing = (await office.act(read_case, SECOND, REFERENCE)).routing
    found = {
        finding.text.en: [(place.place.en, place.quote) for place in finding.places] for finding in routing.findings
    }
    assert found == {
        "Sensitive technology": [("in the description", "fotonica"), ("in supplement 1", "Drone")],
        "Measures": [("CELEX 32012R0267", None)],
    }
    assert (routing.confidence_in_words, routing.explained) == (LOW, (STEP,))


@pytest.mark.asyncio
async def test_a_ranking_looks_to_each_officer_as_that_officer_may_know(office: BackofficeService) -> None:
    await hear(office)
    for reader, contributors in ((SECOND, ("OCW",)), (CLEARED, ("AIVD", "OCW"))):
        ranking = (await office.act(read_case, reader, REFERENCE)).routing.ranking
        assert [(choice.lead, choice.contributors) for choice in ranking] == [("EZK", contributors), ("OCW", ())]


@pytest.mark.asyncio
async def test_a_choice_fills_the_form_for_another_route(office: BackofficeService) -> None:
    await hear(office)
    async with window_of(office, "front-office-2") as window:
        page = await window.see(HERE)
        assert "in de omschrijving: “fotonica”" in page
        assert ('value="keep:keuze=2#route"' in page, "keep:keuze=1" in page) == (True, False)
        chosen = await window.see(f"{HERE}?keuze=2")
        assert '<option value="OCW" selected>' in chosen
        assert "Zo is het zonder 'Sensitieve technologie'.</textarea>" in chosen
        assert "</textarea>" in await window.see(f"{HERE}?keuze=9")
        await window.send(HERE, "route", lead="OCW", contributors=["BZ"], reason="Geen technologie.")
    case = await office.act(read_case, SECOND, REFERENCE)
    assert (case.lead, case.contributors) == ("OCW", ("BZ",))


@pytest.mark.asyncio
async def test_the_button_that_confirms_names_its_route_and_is_gone_once_another_is_chosen(
    office: BackofficeService,
) -> None:
    await hear(office)
    async with window_of(office, "front-office-2") as window:
        page = await window.see(HERE)
        chosen = await window.see(f"{HERE}?keuze=2")
    assert "Bevestig de voorgestelde route: EZ, OCW</button>" in page
    assert "Bevestig de voorgestelde route" not in chosen
    assert "U hebt een andere route gekozen." in chosen


@pytest.mark.asyncio
async def test_the_likeliest_route_stands_first(office: BackofficeService) -> None:
    await hear(office)
    decided = doubtful(office)
    assert decided.decision is not None
    first, second = decided.decision.ranking
    turned = (first.model_copy(update={"confidence": 0.35}), second.model_copy(update={"confidence": 0.4}))
    decision = decided.decision.model_copy(update={"ranking": turned})
    office.wait(minutes=1)
    later = decided.model_copy(update={"decision": decision, "decided_at": office.clock.now()})
    await office.hear(later)
    ranking = (await office.act(read_case, SECOND, REFERENCE)).routing.ranking
    assert [choice.confidence for choice in ranking] == [0.4, 0.35]


@pytest.mark.asyncio
async def test_why_a_route_was_confirmed_is_told_to_routing(office: BackofficeService) -> None:
    await hear(office)
    await office.act(confirm_route, SECOND, REFERENCE, None, "Fotonica is dual-use.")
    (told,) = [event for event in await office.published_events() if isinstance(event, CaseRouteConfirmed)]
    assert told.route is not None
    assert told.route.reason == "Fotonica is dual-use."
    assert not (await office.act(read_case, SECOND, REFERENCE)).routing.ranking
