"""A person and a machine client have limits of their own."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.failures import TooManyRequestsError
from loket_shared.http.rate_limit import RateLimit
from loket_shared.principal import Principal, Role

PERSON = Principal("asker", "Indiener", "", Role.ASKER)
OTHER = Principal("colleague", "Collega", "", Role.ASKER)
MACHINE = Principal("university-portal", "Portaal", "", Role.SYSTEM, machine=True)
WINDOW = 60


class Watch:
    """The time, as the test sets it."""

    now = 1000.0


def test_who_reaches_the_limit_is_told_when_to_come_back() -> None:
    limit = RateLimit(person=2, machine=4)
    for _ in range(2):
        limit.enforce(PERSON)
    with pytest.raises(TooManyRequestsError) as refused:
        limit.enforce(PERSON)
    assert 1 <= refused.value.retry_after <= 60
    limit.enforce(OTHER)
    for _ in range(4):
        limit.enforce(MACHINE)
    with pytest.raises(TooManyRequestsError):
        limit.enforce(MACHINE)


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from([PERSON, OTHER, MACHINE])), max_size=40))
def test_in_no_minute_is_more_let_through_and_whoever_waits_is(attempts: list[tuple[int, Principal]]) -> None:
    watch = Watch()
    limit = RateLimit(person=2, machine=3, now=lambda: watch.now)
    counted: dict[str, list[float]] = defaultdict(list)
    for pause, principal in attempts:
        watch.now += pause
        recent = [moment for moment in counted[principal.subject] if moment >= watch.now - WINDOW]
        most = 3 if principal.machine else 2
        if len(recent) < most:
            limit.enforce(principal)
            counted[principal.subject].append(watch.now)
        else:
            with pytest.raises(TooManyRequestsError) as refused:
                limit.enforce(principal)
            assert refused.value.retry_after == max(1, recent[-most] + WINDOW - watch.now)


def test_who_did_nothing_for_a_minute_is_forgotten() -> None:
    watch = Watch()
    limit = RateLimit(person=2, machine=4, now=lambda: watch.now)
    limit.enforce(PERSON)
    watch.now += WINDOW + 1
    limit.enforce(OTHER)
    assert [subject for subject, _ in limit._acts] == [OTHER.subject]
