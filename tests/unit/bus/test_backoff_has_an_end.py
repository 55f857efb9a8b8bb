"""How long one attempt is repeated in place (design section 4.4)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loket_shared.backoff import Backoff


@given(first=st.floats(0.001, 1), longest=st.floats(1, 10), max_elapsed=st.floats(1, 100))
def test_pauses_grow_to_the_longest_and_end_within_the_time_allowed(
    first: float, longest: float, max_elapsed: float
) -> None:
    pauses = list(Backoff(first, longest, max_elapsed).pauses())
    assert all(before <= after <= longest for before, after in pairwise(pauses))
    assert sum(pauses) >= max_elapsed
    assert sum(pauses[:-1]) < max_elapsed
