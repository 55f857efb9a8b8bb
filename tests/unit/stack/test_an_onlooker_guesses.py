"""Each attack on the log joins a request to its question where the log leaves what it looks for, and not elsewhere."""

from uuid import UUID

import pytest

from loket_stack.bench.onlooker import ATTACKS, COORDINATED, REQUESTED, ClearRecord, View, count_joined

SPREAD = 100.0
QUESTIONS = 20


def question(number: int, at: float, *values: str) -> ClearRecord:
    return ClearRecord(f"KV-2026-{number:06}", COORDINATED, at, at, number % 12, frozenset(values))


def request(number: int, at: float, *values: str, partition: int = 99) -> ClearRecord:
    return ClearRecord(name_of(number), REQUESTED, at, at, partition, frozenset(values))


def name_of(number: int) -> str:
    """Return a name beside which no question's id stands, unless it is put there."""
    return str(UUID(int=(number + 1) << 100))


TRUTH = {name_of(number): f"KV-2026-{number:06}" for number in range(QUESTIONS)}
NUMBERS = range(QUESTIONS)
BURST = [question(number, float(number)) for number in NUMBERS]
AFTERWARDS = [request(number, 1000.0) for number in NUMBERS]

LEAKS = {
    "equal values": (
        [question(number, float(number), f"moment {number}") for number in NUMBERS],
        [request(number, 1000.0, f"moment {number}") for number in NUMBERS],
    ),
    "nearest id": ([question(number, 0.0, str(UUID(int=((number + 1) << 100) + 1))) for number in NUMBERS], AFTERWARDS),
    "last ce_time before": (BURST, [request(number, number + 0.5) for number in NUMBERS]),
    "last record timestamp before": (BURST, [request(number, number + 0.5) for number in NUMBERS]),
    "half a spread before": (BURST, [request(number, number + SPREAD / 2) for number in NUMBERS]),
    "same partition": (BURST[:12], [request(number, 1000.0, partition=number) for number in NUMBERS[:12]]),
    "same order": (BURST, [request(number, 1000.0 + number) for number in NUMBERS]),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_joins_all_where_the_log_leaves_what_it_looks_for(attack: str) -> None:
    questions, requests = LEAKS[attack]
    assert count_joined(View.of([*questions, *requests], SPREAD), TRUTH)[attack] == len(requests)


@pytest.mark.parametrize("attack", sorted(ATTACKS.keys() - {"same order"}))
def test_an_attack_joins_one_in_all_where_it_does_not(attack: str) -> None:
    assert count_joined(View.of([*BURST, *AFTERWARDS], SPREAD), TRUTH)[attack] <= 1


def test_what_is_said_of_several_questions_joins_nothing() -> None:
    questions = [question(number, float(number), "the same") for number in NUMBERS]
    requests = [request(number, 1000.0, "the same") for number in NUMBERS]
    assert count_joined(View.of([*questions, *requests], SPREAD), TRUTH)["equal values"] == 0
