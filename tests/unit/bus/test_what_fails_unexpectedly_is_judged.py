"""An event that fails unexpectedly is tried again, given up, or waits for the code to be mended."""

from dataclasses import replace

import pytest
from unit.bus.records import received

from loket_shared.bus.retry import (
    TRIES_OF_A_COINCIDENCE,
    FailureCount,
    FailureLog,
    NextStep,
    RetryLaterError,
    RetryLimits,
    next_step,
    pause_before_try,
)
from loket_shared.inbox.incoming import ReceivedRecord

LIMITS = RetryLimits(tries=4, seconds=60.0, keys=3)


@pytest.mark.parametrize(
    ("failures", "verdict"),
    [
        (FailureCount(1, 0.0, 0), NextStep.TRY_AGAIN),
        (FailureCount(400, 59.0, 1), NextStep.TRY_AGAIN),
        (FailureCount(3, 6000.0, 1), NextStep.TRY_AGAIN),
        (FailureCount(4, 60.0, 1), NextStep.GIVE_UP),
        (FailureCount(4, 60.0, 2), NextStep.GIVE_UP),
        (FailureCount(4, 60.0, 3), NextStep.PAUSE),
        (FailureCount(400, 6000.0, 12), NextStep.PAUSE),
    ],
)
def test_tries_time_and_keys_in_a_row_decide(failures: FailureCount, verdict: NextStep) -> None:
    assert next_step(failures, LIMITS) is verdict


def test_pauses_grow_to_a_limit_of_their_own() -> None:
    tries = [pause_before_try(tries, NextStep.TRY_AGAIN, LIMITS) for tries in range(1, 200)]
    probes = [pause_before_try(tries, NextStep.PAUSE, LIMITS) for tries in range(1, 200)]
    assert tries == sorted(tries)
    assert (tries[0], tries[-1]) == (LIMITS.first_pause, LIMITS.longest_pause)
    assert (probes[0], probes[-1]) == (LIMITS.first_pause, LIMITS.longest_probe)


def test_the_limits_of_the_house_leave_time_for_a_third_key() -> None:
    """An event is not given up before others had time to fail as well."""
    limits = RetryLimits()
    assert sum(pause_before_try(tries, NextStep.TRY_AGAIN, limits) for tries in range(1, limits.tries)) < limits.seconds
    assert limits.keys > 2


class Log:
    """A failure log whose clock the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.log = FailureLog(LIMITS, lambda: self.now)

    def fails(self, event: ReceivedRecord, times: int = 1) -> int | None:
        """Have the event fail as soon as it is due; return its tries where it is given up."""
        for _ in range(times):
            try:
                return self.log.failed(event, KeyError("a mistake"))
            except RetryLaterError as later:
                self.now += later.seconds
        return None


def test_one_poisonous_event_among_good_ones_is_given_up() -> None:
    log, poison = Log(), received(1)
    for number in range(2, 100):
        log.log.ended(received(number), handled=True)
        if given_up := log.fails(poison):
            break
    assert given_up is not None
    assert given_up >= LIMITS.tries
    assert log.now >= LIMITS.seconds
    assert not log.log.paused


def test_the_third_key_in_a_row_pauses_however_long_ago_the_first_was_given_up() -> None:
    log = Log()
    for number in (1, 2):
        assert log.fails(received(number), 100) is not None
        log.now += 86_400
    assert log.fails(received(3), 100) is None
    assert log.log.paused


def test_events_that_pass_do_not_hide_a_handler_that_never_succeeds() -> None:
    log = Log()
    for number in range(1, 4):
        log.log.ended(received(100 + number, kind="other"), handled=True)
        log.fails(received(number), TRIES_OF_A_COINCIDENCE)
    assert log.log.paused


def test_a_type_without_a_handler_is_no_success() -> None:
    log = Log()
    for number in range(1, 4):
        log.log.ended(received(100 + number), handled=False)
        log.fails(received(number), TRIES_OF_A_COINCIDENCE)
    assert log.log.paused


def test_a_failure_or_two_by_chance_count_for_nothing() -> None:
    log = Log()
    for number in range(1, 20):
        log.fails(received(number), TRIES_OF_A_COINCIDENCE - 1)
    assert not log.log.paused


def test_a_success_ends_the_pause_and_what_waited_is_judged_anew() -> None:
    log, events = Log(), [received(number) for number in range(1, 4)]
    for event in events:
        log.fails(event, TRIES_OF_A_COINCIDENCE)
    assert log.log.paused
    log.log.ended(events[0], handled=True)
    assert not log.log.paused
    assert log.fails(events[1], 100) is not None


def test_many_events_of_one_key_are_one_key() -> None:
    log = Log()
    for number in range(1, 10):
        log.fails(
            replace(received(number), envelope=replace(received(number).envelope, partitionkey="same")),
            TRIES_OF_A_COINCIDENCE,
        )
    assert not log.log.paused


def test_what_another_process_took_over_is_no_pause_of_this_one() -> None:
    log = Log()
    for number in range(1, 4):
        log.fails(received(number), TRIES_OF_A_COINCIDENCE)
    log.now += 600
    assert not log.log.paused


def test_an_event_that_rests_is_not_tried() -> None:
    log, event = Log(), received(1)
    log.log.require_due(event)
    with pytest.raises(RetryLaterError):
        log.log.failed(event, KeyError())
    with pytest.raises(RetryLaterError):
        log.log.require_due(event)
    log.now += LIMITS.first_pause
    log.log.require_due(event)
