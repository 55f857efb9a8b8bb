"""Attacks of an onlooker who has the whole log and no key, and links contribution requests to questions.

Each attack guesses from the clear parts alone. It is no secret that departments take part in a question, and since
when: ``cases.coordination-started`` contains it with the reference. Their names and number are secret.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

COORDINATED = "nl.kennisveiligheid.cases.coordination-started.v1"
REQUESTED = "nl.kennisveiligheid.contributions.requested.v1"


_SAME_FOR_ALL = frozenset(
    {"content-type", "ce_specversion", "ce_source", "ce_type", "ce_dataschema", "ce_dataclassification", "ce_sequence"}
    | {"channel", "percentage", "language", "numberOfFiles", "clock", "version", "questionVersion", "ruleSetVersion"}
)
"""Names of values that say what kind of thing something is, or count from 1: they lead nowhere."""


@dataclass(frozen=True)
class ClearRecord:
    """The clear part of a record: ``recorded`` is ``ce_time``, ``logged`` Kafka's time, in seconds since the epoch."""

    subject: str
    type: str
    recorded: float
    logged: float
    partition: int
    values: frozenset[str]

    @classmethod
    def of(cls, headers: Iterable[tuple[str, bytes | None]], value: bytes, partition: int, logged: float) -> Self:
        """Return the parts of an event's headers and value that are readable without a key."""
        texts = {name: text.decode() for name, text in headers if text is not None}
        named = [*texts.items(), *_scalars(json.loads(value))]
        return cls(
            subject=texts["ce_subject"],
            type=texts["ce_type"],
            recorded=datetime.fromisoformat(texts["ce_time"]).timestamp(),
            logged=logged,
            partition=partition,
            values=frozenset(text for name, text in named if name not in _SAME_FOR_ALL),
        )


@dataclass(frozen=True)
class View:
    """The log, sorted by subject; ``spread`` (seconds) is a public setting."""

    coordinated: Mapping[str, ClearRecord]
    requested: Mapping[str, ClearRecord]
    said: Mapping[str, frozenset[str]]
    spread: float

    @classmethod
    def of(cls, log: Iterable[ClearRecord], spread: float) -> "View":
        """Sort the records; a question coordinated more than once counts from the first time."""
        coordinated: dict[str, ClearRecord] = {}
        requested: dict[str, ClearRecord] = {}
        said: dict[str, frozenset[str]] = defaultdict(frozenset)
        for record in sorted(log, key=lambda record: record.recorded):
            said[record.subject] |= record.values
            if record.type == COORDINATED:
                coordinated.setdefault(record.subject, record)
            elif record.type == REQUESTED:
                requested.setdefault(record.subject, record)
        return cls(coordinated, requested, said, spread)


Guesses = Mapping[str, str]
"""The reference of a question by the id of a request."""


def equal_values(view: View) -> Guesses:
    """Guess the only question that shares a value with the request."""
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
    """Guess the question with an id that sorts next to an id of the request."""
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
    return _nearest(view, lambda record: record.recorded, _backwards)


def last_logged_before(view: View) -> Guesses:
    """Guess the question whose record has the last Kafka time before the request's."""
    return _nearest(view, lambda record: record.logged, _backwards)


def half_a_spread_before(view: View) -> Guesses:
    """Guess the question nearest to the average origin of the request, half a spread earlier."""
    return _nearest(view, lambda record: record.recorded, lambda gap: abs(gap - view.spread / 2))


def same_partition(view: View) -> Guesses:
    """Guess the question in the partition of the same number that was recorded last."""
    guesses = {}
    for request, record in view.requested.items():
        there = [one for one in view.coordinated.values() if one.partition == record.partition]
        if before := [one for one in there if one.recorded <= record.recorded]:
            guesses[request] = max(before, key=lambda one: one.recorded).subject
    return guesses


def same_order(view: View) -> Guesses:
    """Guess that requests come in the order of their questions, with an equal number for each."""
    questions = sorted(view.coordinated.values(), key=lambda record: record.recorded)
    requests = sorted(view.requested.values(), key=lambda record: record.recorded)
    return {
        record.subject: questions[at * len(questions) // len(requests)].subject for at, record in enumerate(requests)
    }


ATTACKS: Mapping[str, Callable[[View], Guesses]] = {
    "equal values": equal_values,
    "nearest id": nearest_ids,
    "last ce_time before": last_recorded_before,
    "last record timestamp before": last_logged_before,
    "half a spread before": half_a_spread_before,
    "same partition": same_partition,
    "same order": same_order,
}


def count_joined(view: View, truth: Guesses) -> Mapping[str, int]:
    """Return the number of requests that each attack links to their question."""
    return {name: count_hits(attack(view), truth) for name, attack in ATTACKS.items()}


def count_hits(guesses: Guesses, truth: Guesses) -> int:
    """Return the number of right guesses."""
    return sum(truth[request] == reference for request, reference in guesses.items())


def _backwards(gap: float) -> float:
    return gap if gap >= 0 else float("inf")


def _nearest(view: View, time: Callable[[ClearRecord], float], distance: Callable[[float], float]) -> Guesses:
    def nearest(request: ClearRecord) -> str:
        return min(view.coordinated.values(), key=lambda one: distance(time(request) - time(one))).subject

    return {request: nearest(record) for request, record in view.requested.items()}


def _number(text: str) -> int | None:
    try:
        return UUID(text).int
    except ValueError:
        return None


def _scalars(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value with its name; the random names of sealed slots also count as values."""
    if isinstance(data, dict):
        for inner, value in data.items():
            if name == "sealed":
                yield "slot", inner
            yield from _scalars(value, inner)
    elif data is not None:
        yield name, str(data)
