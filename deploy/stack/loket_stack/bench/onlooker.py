"""What an onlooker with the whole log and no key makes of it: to which question does a request belong?

Each attack guesses from the clear parts alone. That departments take part in a question, and since when,
is no secret: ``cases.coordination-started`` tells it with the reference. Who they are, and how many, is.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from loket_stack.bench.seen import Seen

COORDINATED = "nl.kennisveiligheid.cases.coordination-started.v1"
REQUESTED = "nl.kennisveiligheid.contributions.requested.v1"


@dataclass(frozen=True)
class View:
    """The log, sorted by what it is about; ``spread`` in seconds is a setting that no one keeps secret."""

    coordinated: Mapping[str, Seen]
    requested: Mapping[str, Seen]
    said: Mapping[str, frozenset[str]]
    spread: float

    @classmethod
    def of(cls, log: Iterable[Seen], spread: float) -> "View":
        """Sort the records; a question coordinated more than once counts from the first time."""
        coordinated: dict[str, Seen] = {}
        requested: dict[str, Seen] = {}
        said: dict[str, frozenset[str]] = defaultdict(frozenset)
        for seen in sorted(log, key=lambda seen: seen.recorded):
            said[seen.subject] |= seen.values
            if seen.type == COORDINATED:
                coordinated.setdefault(seen.subject, seen)
            elif seen.type == REQUESTED:
                requested.setdefault(seen.subject, seen)
        return cls(coordinated, requested, said, spread)


Guesses = Mapping[str, str]
"""The reference of a question by the id of a request."""


def equal_values(view: View) -> Guesses:
    """Guess the question of which alone something is said that is also said of the request."""
    owners: dict[str, set[str]] = defaultdict(set)
    for reference in view.coordinated:
        for value in view.said[reference]:
            owners[value].add(reference)
    guesses = {}
    for request in view.requested:
        alone = [owners[value] for value in view.said[request] if len(owners.get(value, ())) == 1]
        if len(named := set().union(*alone)) == 1:
            guesses[request] = named.pop()
    return guesses


def nearest_ids(view: View) -> Guesses:
    """Guess the question one of whose ids sorts next to the request's."""
    ids = sorted((number, name) for name in view.coordinated for number in map(_number, view.said[name]) if number)
    numbers = [number for number, _ in ids]
    guesses = {}
    for request in view.requested:
        at = bisect_right(numbers, number := _number(request) or 0)
        if beside := ids[max(at - 1, 0) : at + 1]:
            guesses[request] = min(beside, key=lambda each: abs(each[0] - number))[1]
    return guesses


def last_recorded_before(view: View) -> Guesses:
    """Guess the question that was recorded last before the request."""
    return _nearest(view, lambda seen: seen.recorded, _backwards)


def last_logged_before(view: View) -> Guesses:
    """Guess the question whose record's own time is the last before the request's."""
    return _nearest(view, lambda seen: seen.logged, _backwards)


def half_a_spread_before(view: View) -> Guesses:
    """Guess the question that is nearest to where the request comes from on average."""
    return _nearest(view, lambda seen: seen.recorded, lambda gap: abs(gap - view.spread / 2))


def same_partition(view: View) -> Guesses:
    """Guess the question in the partition of the same number that was recorded last."""
    guesses = {}
    for request, seen in view.requested.items():
        there = [one for one in view.coordinated.values() if one.partition == seen.partition]
        if before := [one for one in there if one.recorded <= seen.recorded]:
            guesses[request] = max(before, key=lambda one: one.recorded).subject
    return guesses


def same_order(view: View) -> Guesses:
    """Guess that requests come in the order of their questions, equally many of each."""
    questions = sorted(view.coordinated.values(), key=lambda seen: seen.recorded)
    requests = sorted(view.requested.values(), key=lambda seen: seen.recorded)
    return {seen.subject: questions[at * len(questions) // len(requests)].subject for at, seen in enumerate(requests)}


ATTACKS: Mapping[str, Callable[[View], Guesses]] = {
    "equal values": equal_values,
    "nearest id": nearest_ids,
    "last ce_time before": last_recorded_before,
    "last record timestamp before": last_logged_before,
    "half a spread before": half_a_spread_before,
    "same partition": same_partition,
    "same order": same_order,
}


def joined(view: View, truth: Guesses) -> Mapping[str, int]:
    """Return how many requests each attack joins to their question."""
    return {name: hits(attack(view), truth) for name, attack in ATTACKS.items()}


def hits(guesses: Guesses, truth: Guesses) -> int:
    """Return how many guesses are right."""
    return sum(truth[request] == reference for request, reference in guesses.items())


def _backwards(gap: float) -> float:
    return gap if gap >= 0 else float("inf")


def _nearest(view: View, time: Callable[[Seen], float], distance: Callable[[float], float]) -> Guesses:
    def nearest(request: Seen) -> str:
        return min(view.coordinated.values(), key=lambda one: distance(time(request) - time(one))).subject

    return {request: nearest(seen) for request, seen in view.requested.items()}


def _number(text: str) -> int | None:
    try:
        return UUID(text).int
    except ValueError:
        return None
