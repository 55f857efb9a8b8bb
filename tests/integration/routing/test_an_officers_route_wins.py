"""A route made by hand wins over the rules, whatever comes first; every step stays in the history."""

import pytest
from integration.routing.desk import Desk, expert, officer
from integration.routing.story import Story

from loket_shared.failures import NotFound

CLEARED = officer(cleared=True)


@pytest.mark.asyncio
async def test_a_later_decision_of_the_rules_is_only_a_proposal(desk: Desk) -> None:
    story = Story()
    await desk.hear(
        story.submitted("agreement-review"), story.rerouted("BZ", "OCW"), story.supplemented(2, "Landbouw.")
    )
    seen = await desk.read(CLEARED, story.reference)
    assert (seen["lead"], seen["contributors"], seen["confirmationNeeded"]) == ("BZ", ["OCW"], False)
    assert [(entry["kind"], entry["lead"]) for entry in seen["history"]] == [
        ("automatic", "OCW"),
        ("by-hand", "BZ"),
        ("automatic", "LNV"),
    ]
    with pytest.raises(NotFound):
        await desk.read(expert("LNV"), story.reference)


@pytest.mark.asyncio
async def test_it_may_come_before_the_question(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.rerouted("BZ"), story.submitted("agreement-review"))
    assert (await desk.read(CLEARED, story.reference))["lead"] == "BZ"
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_covert_departments_stay_those_of_the_rules(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Fotonica."), story.rerouted("BZ", "OCW"))
    assert (await desk.read(CLEARED, story.reference))["contributors"] == ["AIVD", "OCW"]
    assert (await desk.read(officer(cleared=False), story.reference))["contributors"] == ["OCW"]
    assert (await desk.read(expert("AIVD"), story.reference))["contributors"] == ["AIVD", "OCW"]


@pytest.mark.asyncio
async def test_what_needed_confirmation_is_shown_to_departments_once_it_is_given(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Wij werken niet aan drones. Een drone filmt het."))
    assert (await desk.read(CLEARED, story.reference))["confirmationNeeded"]
    with pytest.raises(NotFound):
        await desk.read(expert("EZK"), story.reference)
    await desk.hear(story.confirmed("EZK", "OCW"))
    assert not (await desk.read(expert("EZK"), story.reference))["confirmationNeeded"]
    assert (await desk.read(expert("AIVD"), story.reference))["lead"] == "EZK"


@pytest.mark.asyncio
async def test_an_officers_words_are_for_readers_who_may_know_of_every_department(desk: Desk) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review"), story.rerouted("BZ"))
    cleared, uncleared = [
        (await desk.read(officer(cleared=cleared), story.reference))["history"][1]["reason"]
        for cleared in (True, False)
    ]
    assert (cleared, uncleared) == ("Een reden.", None)


@pytest.mark.asyncio
async def test_the_reason_of_a_confirmation_is_kept_as_well(desk: Desk) -> None:
    story = Story()
    await desk.hear(
        story.submitted("agreement-review", "Wij werken niet aan drones. Een drone filmt het."),
        story.confirmed("EZK", "OCW"),
    )
    seen = await desk.read(CLEARED, story.reference)
    assert [(entry["kind"], entry["reason"]) for entry in seen["history"]] == [
        ("automatic", None),
        ("confirmed", "Een reden."),
    ]
    assert seen["explanation"][-1]["en"] == "There is nothing to confirm."
