"""There is no order between topics, so every interleaving ends in the same place.

See docs/architecture.md#who-owns-what.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from uuid import uuid4

import pytest
from unit.backoffice.histories import MONDAY_NINE, PHOTONICS, after, decided, supplemented

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.facts import CaseFact, Submitted, Withdrawn
from loket_backoffice.domain.record_fact import record_fact
from loket_backoffice.domain.routes import CaseRoute

FIRST = decided(CaseRoute(), version=1)
WITH_CONSENT = decided(PHOTONICS, version=2, at=after(hours=2))
STORIES: dict[str, tuple[list[CaseFact], list[CaseFact]]] = {
    "routed": ([Submitted(at=MONDAY_NINE, consent=True)], [decided()]),
    "to be confirmed": ([Submitted(at=MONDAY_NINE, consent=True)], [decided(confirm=True)]),
    "consent later": (
        [Submitted(at=MONDAY_NINE, consent=False), supplemented(after(hours=1), 2, consent=True)],
        [FIRST, WITH_CONSENT],
    ),
    "other departments later": (
        [Submitted(at=MONDAY_NINE, consent=True), supplemented(after(hours=1))],
        [decided(CaseRoute(lead="OCW", covert=frozenset({"MIVD"}))), WITH_CONSENT],
    ),
    "withdrawn": ([Submitted(at=MONDAY_NINE, consent=True), Withdrawn(at=after(hours=1))], [decided()]),
}


def interleavings(left: Sequence[CaseFact], right: Sequence[CaseFact]) -> Iterator[list[CaseFact]]:
    """Yield every merge of two topics that keeps the order inside each."""
    for places in combinations(range(len(left) + len(right)), len(left)):
        one, other = iter(left), iter(right)
        yield [next(one) if place in places else next(other) for place in range(len(left) + len(right))]


def ending(facts: Sequence[CaseFact]) -> tuple[CaseState, frozenset[str]]:
    """Return the state and the departments at work once all facts are recorded."""
    case = Case()
    for fact in facts:
        case = record_fact(case, fact, after(hours=3), uuid4).case
    return state_of(case), frozenset(request.department for request in case.outstanding)


@pytest.mark.parametrize("story", STORIES)
def test_every_interleaving_ends_the_same(story: str) -> None:
    endings = {ending(facts) for facts in interleavings(*STORIES[story])}
    assert len(endings) == 1


def test_the_stories_end_where_they_should() -> None:
    asked = frozenset({"EZK", "OCW", "AIVD"})
    assert {story: ending(left + right) for story, (left, right) in STORIES.items()} == {
        "routed": (CaseState.IN_COORDINATION, asked),
        "to be confirmed": (CaseState.CONFIRMATION, frozenset()),
        "consent later": (CaseState.IN_COORDINATION, asked),
        "other departments later": (CaseState.IN_COORDINATION, asked),
        "withdrawn": (CaseState.WITHDRAWN, frozenset()),
    }
