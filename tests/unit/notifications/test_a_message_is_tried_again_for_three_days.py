"""The waits grow to an hour and end after three days."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loket_notifications.domain.delivery import GIVE_UP_AFTER, LONGEST_DELAY, RETRY_DELAYS, next_attempt

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def attempts_of_a_message_that_is_never_taken() -> list[datetime]:
    moments, moment = [START], next_attempt(1, START, START + GIVE_UP_AFTER)
    while moment is not None:
        moments.append(moment)
        moment = next_attempt(len(moments), moment, START + GIVE_UP_AFTER)
    return moments


def test_the_first_waits_are_short_and_never_shrink() -> None:
    moments = attempts_of_a_message_that_is_never_taken()
    waits = [later - earlier for earlier, later in pairwise(moments)]
    assert tuple(waits[: len(RETRY_DELAYS)]) == RETRY_DELAYS
    assert waits == sorted(waits)
    assert set(waits[len(RETRY_DELAYS) :]) == {LONGEST_DELAY}


def test_it_is_given_up_within_the_last_hour_of_three_days() -> None:
    last = attempts_of_a_message_that_is_never_taken()[-1]
    assert START + GIVE_UP_AFTER - LONGEST_DELAY < last <= START + GIVE_UP_AFTER


@given(st.integers(1, 500), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_an_attempt_lies_ahead_and_never_after_the_end_of_patience(attempts: int, after: timedelta) -> None:
    moment = next_attempt(attempts, START + after, START + GIVE_UP_AFTER)
    assert moment is None or START + after < moment <= START + GIVE_UP_AFTER
