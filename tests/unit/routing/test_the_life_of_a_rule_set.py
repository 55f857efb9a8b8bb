"""A rule set goes from draft to active and back in the order of its states, and never on one person's word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_routing.domain.lifecycle.state_machine import Lifecycle, RuleSetAction, RuleSetState, RuleSetStep, StepKind
from loket_routing.domain.lifecycle.timetable import LEAD, Activation, Timetable, earliest_start

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def step(kind: StepKind, by: str = "owner", *, sound: bool = True) -> RuleSetStep:
    return RuleSetStep(kind=kind, at=NOW, by=by, name=by, sound=sound)


def activation(version: str, active_from: datetime, position: int = 1, *, cancelled: bool = False) -> Activation:
    return Activation(version, active_from, position, "owner", "owner", NOW, None, NOW if cancelled else None)


def life(*steps: RuleSetStep, activations: tuple[Activation, ...] = ()) -> Lifecycle:
    return Lifecycle("2026.2", steps, Timetable.of(activations))


WRITTEN = (step(StepKind.DRAFTED), step(StepKind.SAVED))
APPROVED = (*WRITTEN, step(StepKind.SIMULATED), step(StepKind.PROPOSED), step(StepKind.APPROVED, "approver"))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((step(StepKind.DRAFTED, sound=False),), RuleSetState.DRAFT),
        (WRITTEN, RuleSetState.CHECKED),
        ((*WRITTEN, step(StepKind.SIMULATED)), RuleSetState.SIMULATED),
        ((*WRITTEN, step(StepKind.SIMULATED), step(StepKind.SAVED)), RuleSetState.CHECKED),
        ((*WRITTEN, step(StepKind.SIMULATED), step(StepKind.SAVED, sound=False)), RuleSetState.DRAFT),
        (APPROVED[:-1], RuleSetState.PROPOSED),
        ((*APPROVED[:-1], step(StepKind.RETURNED, "approver")), RuleSetState.SIMULATED),
        (APPROVED, RuleSetState.APPROVED),
        ((*WRITTEN, step(StepKind.DISCARDED)), RuleSetState.DISCARDED),
    ],
)
def test_the_last_step_gives_the_state(steps: tuple[RuleSetStep, ...], state: RuleSetState) -> None:
    assert life(*steps).state(NOW) is state


def test_an_approved_set_is_scheduled_then_active_then_retired() -> None:
    planned = life(*APPROVED, activations=(activation("2026.1", NOW - HOUR), activation("2026.2", NOW)))
    assert planned.state(NOW - timedelta(microseconds=1)) is RuleSetState.SCHEDULED
    assert planned.state(NOW) is RuleSetState.ACTIVE
    followed = life(*APPROVED, activations=(activation("2026.2", NOW), activation("2026.3", NOW + HOUR)))
    assert followed.state(NOW + HOUR) is RuleSetState.RETIRED


def test_going_back_makes_the_previous_set_active_again() -> None:
    there_and_back = Timetable.of(
        (
            activation("2026.1", NOW - HOUR, 1),
            activation("2026.2", NOW, 2),
            activation("2026.1", NOW + HOUR, 3),
        )
    )
    assert there_and_back.previous(NOW) == "2026.1"
    assert there_and_back.previous(NOW + HOUR) == "2026.2"
    assert Lifecycle("2026.1", APPROVED, there_and_back).state(NOW) is RuleSetState.SCHEDULED
    assert Lifecycle("2026.1", APPROVED, there_and_back).state(NOW + HOUR) is RuleSetState.ACTIVE


def test_what_was_cancelled_never_begins() -> None:
    planned = life(*APPROVED, activations=(activation("2026.2", NOW, cancelled=True),))
    assert planned.state(NOW + HOUR) is RuleSetState.APPROVED


def test_everybody_who_wrote_or_proposed_is_an_author_and_who_returned_is_not() -> None:
    written = life(
        step(StepKind.DRAFTED, "one"),
        step(StepKind.SAVED, "two"),
        step(StepKind.SIMULATED, "three"),
        step(StepKind.PROPOSED, "four"),
        step(StepKind.RETURNED, "five"),
    )
    assert written.authors == {"one", "two", "four"}


@given(kinds=st.lists(st.sampled_from([kind for kind in StepKind if kind is not StepKind.INSTALLED]), min_size=1))
def test_only_what_was_approved_can_come_into_force(kinds: list[StepKind]) -> None:
    lived = life(*(step(kind) for kind in kinds))
    assert lived.allows(RuleSetAction.ACTIVATE, NOW) == (kinds[-1] is StepKind.APPROVED)


@given(state_of=st.sampled_from([APPROVED, APPROVED[:-1]]))
def test_a_proposed_set_never_changes(state_of: tuple[RuleSetStep, ...]) -> None:
    assert not life(*state_of).allows(RuleSetAction.SAVE, NOW)


moments = st.integers(-5, 5).map(lambda hours: NOW + hours * HOUR)


@given(planned=st.lists(st.tuples(st.sampled_from(["2026.1", "2026.2", "2026.3"]), moments, st.booleans())), at=moments)
def test_at_every_moment_the_newest_begun_is_in_force(planned: list[tuple[str, datetime, bool]], at: datetime) -> None:
    made = [activation(version, begin, n, cancelled=gone) for n, (version, begin, gone) in enumerate(planned)]
    found = Timetable.of(made).in_force(at)
    holding = [each for each in made if each.cancelled_at is None]
    begun = [each for each in holding if each.active_from <= at]
    assert (found is None) == (not holding)
    if begun:
        assert found == max(begun, key=lambda each: (each.active_from, each.position))


@given(wanted=st.none() | moments)
def test_no_activation_begins_before_every_instance_knows_it(wanted: datetime | None) -> None:
    assert earliest_start(NOW, wanted) >= NOW + LEAD
    assert wanted is None or wanted < NOW + LEAD or earliest_start(NOW, wanted) == wanted
