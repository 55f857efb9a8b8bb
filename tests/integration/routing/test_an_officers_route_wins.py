"""A route made by hand wins over the rules, whatever comes first; every step stays in the history."""

import pytest
from integration.routing.story import Story
from kit.personas import CLEARED, UNCLEARED, expert, holder
from kit.routing_service import RoutingService

from loket_shared.failures import NotFoundError
from loket_shared.principal import Role


@pytest.mark.asyncio
async def test_a_later_decision_of_the_rules_is_only_a_proposal(desk: RoutingService) -> None:
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
    with pytest.raises(NotFoundError):
        await desk.read(expert("LNV"), story.reference)


@pytest.mark.asyncio
async def test_it_may_come_before_the_question(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.rerouted("BZ"), story.submitted("agreement-review"))
    assert (await desk.read(CLEARED, story.reference))["lead"] == "BZ"
    assert len(await desk.published()) == 1


@pytest.mark.asyncio
async def test_covert_departments_stay_those_of_the_rules(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Fotonica."), story.rerouted("BZ", "OCW"))
    assert (await desk.read(CLEARED, story.reference))["contributors"] == ["AIVD", "OCW"]
    assert (await desk.read(UNCLEARED, story.reference))["contributors"] == ["OCW"]
    assert (await desk.read(expert("AIVD"), story.reference))["contributors"] == ["AIVD", "OCW"]


@pytest.mark.asyncio
async def test_what_needed_confirmation_is_shown_to_departments_once_it_is_given(desk: RoutingService) -> None:
    story = Story()
    await desk.hear(story.submitted("agreement-review", "Wij werken niet aan drones. Een drone filmt het."))
    assert (await desk.read(CLEARED, story.reference))["confirmationNeeded"]
    with pytest.raises(NotFoundError):
        await desk.read(expert("EZK"), story.reference)
    await desk.hear(story.confirmed("EZK", "OCW"))
    assert not (await desk.read(expert("EZK"), story.reference))["confirmationNeeded"]
    assert (await desk.read(expert("AIVD"), story.reference))["lead"] == "EZK"


@pytest.mark.asyncio
@pytest.mark.parametrize(("is_open", "uncleared"), [(False, None), (True, "Een reden.")])
async def test_an_officers_words_are_for_others_only_where_the_officer_knew_that(
    desk: RoutingService, is_open: bool, uncleared: str | None
) -> None:
    story = Story()
    rerouted = story.rerouted("BZ", "OCW")
    assert rerouted.route is not None
    told = rerouted.route.model_copy(update={"reason_is_open": is_open})
    await desk.hear(story.submitted("agreement-review"), rerouted.model_copy(update={"route": told}))
    readers = (CLEARED, UNCLEARED, expert("BZ"), holder(Role.OPERATOR))
    reasons = [(await desk.read(reader, story.reference))["history"][1]["reason"] for reader in readers]
    assert reasons == ["Een reden.", uncleared, uncleared, None]


@pytest.mark.asyncio
async def test_the_reason_of_a_confirmation_is_kept_as_well(desk: RoutingService) -> None:
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
