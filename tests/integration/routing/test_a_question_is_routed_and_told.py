"""From ``questions.submitted`` to ``routing.decided``, sealed for who may know who takes part."""

import pytest
from integration.routing.story import Story
from kit.personas import CLEARED, expert
from kit.routing_service import RoutingService

from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers import decide_question
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised


@pytest.mark.asyncio
async def test_the_decision_is_told_once_with_the_version_it_saw(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("collaboration-institution", "Onderzoek naar fotonica."))
    (told,) = await desk.published()
    assert isinstance(told, RoutingDecided)
    assert (told.reference, told.question_version, told.rule_set_version) == (story.reference, 1, "2026.1")
    assert told.decision is not None
    assert (told.decision.lead, told.decision.contributors) == ("EZK", ("AIVD", "OCW"))


@pytest.mark.asyncio
async def test_what_is_told_holds_no_fact_that_serves_to_choose_a_covert_department(desk: RoutingService) -> None:
    await desk.hear(Story().submitted("researcher-admission", "Een raket."))
    (told,) = await desk.published()
    assert isinstance(told, RoutingDecided)
    assert told.decision is not None
    assert told.decision.contributors == ("MIVD",)
    assert {fact.name for fact in told.decision.facts} == {"topic"}


@pytest.mark.asyncio
async def test_a_supplement_that_changes_nothing_is_told_as_one_that_does(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review"), story.supplemented(2, "Met dank."))
    decided, revised = await desk.published()
    assert isinstance(decided, RoutingDecided)
    assert isinstance(revised, RoutingRevised)
    assert revised.difference is not None
    assert (revised.difference.comes_in, revised.difference.goes_out) == ((), ())
    seen = await desk.read(CLEARED, story.reference)
    assert [entry["questionVersion"] for entry in seen["history"]] == [1, 2]


@pytest.mark.asyncio
async def test_a_supplement_that_changes_the_route_is_told_with_the_version_it_saw(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review"), story.supplemented(2, "Het gaat om drones."))
    decided, revised = await desk.published()
    assert isinstance(decided, RoutingDecided)
    assert isinstance(revised, RoutingRevised)
    assert revised.question_version == 2
    assert revised.decision is not None
    assert revised.decision.lead == "EZK"
    assert revised.difference is not None
    assert (revised.difference.comes_in, revised.difference.goes_out) == (("AIVD", "EZK"), ())
    assert (revised.difference.lead_before, revised.difference.lead_after) == ("OCW", "EZK")


@pytest.mark.asyncio
async def test_consent_given_later_brings_the_departments_in(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("foreign-influence", consent=False))
    assert (await desk.read(CLEARED, story.reference))["lead"] == "RVO"
    await desk.hear(story.supplemented(2, "Akkoord.", consent=True))
    assert (await desk.read(expert("OCW"), story.reference))["lead"] == "OCW"


@pytest.mark.asyncio
async def test_a_withdrawn_question_is_decided_no_more(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review"), story.withdrawn(), story.supplemented(2, "Drones."))
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_a_rule_that_errs_leaves_the_question_to_the_front_office(
    desk: RoutingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def err(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(decide_question, "decide_from_evidence", err)
    story = Story()
    await desk.hear(story.submitted("sanctions"))
    (told,) = await desk.published()
    assert isinstance(told, RoutingDecided)
    assert told.decision is not None
    assert (told.decision.lead, told.decision.confirmation_needed) == ("RVO", True)
    assert [rule.id for rule in told.decision.fired_rules] == ["0-failed"]


@pytest.mark.asyncio
async def test_a_question_is_decided_by_the_set_that_was_in_force_when_it_was_asked(
    desk: RoutingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, object]] = []

    def watch(question: object, rules: RuleSet, at: object) -> object:
        seen.append((rules.version, at))
        return decide_from_evidence(question, rules, at)  # type: ignore[arg-type]

    monkeypatch.setattr(decide_question, "decide_from_evidence", watch)
    story = Story()
    submitted = story.submitted("sanctions")
    await desk.hear(submitted, story.supplemented(2, "Nog iets."))
    assert seen == [("2026.1", submitted.submitted_at)] * 2
