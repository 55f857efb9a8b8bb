"""Who holds the whole log, and no key, joins contribution work to its question no better than by chance."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Any
from uuid import UUID

import pytest
from integration.onlooker.conftest import Play, Played
from integration.onlooker.desk import QUESTIONS, ROUTES, TICK

from loket_stack.bench.onlooker import ATTACKS, ClearRecord, Guesses, View, count_hits, count_joined

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KINDS = {"requested", "released", "declined", "deadline-at-risk"}


def is_about_request(seen: ClearRecord) -> bool:
    return not seen.subject.startswith("KV-")


def most_by_chance(tries: int, chance: float) -> float:
    """Return how many of ``tries`` succeed by chance at most: four standard deviations above the mean."""
    return tries * chance + 4 * sqrt(tries * chance * (1 - chance))


def test_what_was_played_is_what_there_is_to_join(played: Played) -> None:
    view = played.view
    assert len(view.coordinated) == QUESTIONS
    departments = QUESTIONS * sum(1 + len(contributors) for _, contributors in ROUTES) // len(ROUTES)
    assert len(view.requested) == len(played.truth) == departments
    about_requests = {seen.type.removeprefix("nl.kennisveiligheid.") for seen in played.log if is_about_request(seen)}
    assert about_requests == {f"contributions.{kind}.v1" for kind in KINDS} | {"notifications.delivered.v1"}


def test_no_clear_value_of_a_request_is_one_of_a_question(played: Played) -> None:
    said = {True: set[str](), False: set[str]()}
    for seen in played.log:
        said[is_about_request(seen)] |= seen.values
    assert len(said[True]) > 1000
    assert said[True] & said[False] == set()


def test_no_id_tells_when_it_was_made(played: Played) -> None:
    found = [value for seen in played.log if is_about_request(seen) for value in seen.values]
    assert {UUID(value).version for value in found if ID.fullmatch(value)} == {4}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_does_better_than_chance(played: Played, attack: str) -> None:
    assert count_joined(played.view, played.truth)[attack] <= most_by_chance(len(played.truth), chance_of(played))


def chance_of(played: Played) -> float:
    """One of all questions, and a little more: a wait may be shorter than until the next question."""
    times = sorted(seen.recorded for seen in played.view.coordinated.values())
    until_next = (times[-1] - times[0]) / (len(times) - 1)
    return 1 / len(times) + until_next / played.view.spread


@pytest.mark.parametrize("order", ["id", "recorded", "logged"])
def test_requests_of_one_question_stand_beside_each_other_by_chance_only(played: Played, order: str) -> None:
    orders: dict[str, Callable[[ClearRecord], Any]] = {
        "id": lambda seen: seen.subject,
        "recorded": lambda seen: seen.recorded,
        "logged": lambda seen: seen.logged,
    }
    requests = sorted(played.view.requested.values(), key=orders[order])
    questions = [played.truth[seen.subject] for seen in requests]
    beside = sum(one == other for one, other in pairwise(questions))
    pairs = sum(count * (count - 1) / 2 for count in Counter(questions).values())
    chance = pairs / (len(questions) * (len(questions) - 1) / 2)
    assert beside <= most_by_chance(len(questions) - 1, chance)


def test_a_warning_tells_no_more_of_when_the_request_was_made(played: Played) -> None:
    """It comes at a fixed time after the request; had it a wait of its own, the two would narrow each other down."""
    requested = played.view.requested
    warned = {seen.subject: seen for seen in played.log if seen.type.endswith("contributions.deadline-at-risk.v1")}
    between = [warned[request].recorded - requested[request].recorded for request in warned]
    assert len(between) > len(requested) / 2
    assert max(abs(each - median(between)) for each in between) < 2 * TICK.total_seconds()
    guesses = guessed_from_warnings(played.view, warned, median(between))
    assert count_hits(guesses, played.truth) <= most_by_chance(len(warned), chance_of(played))


def guessed_from_warnings(view: View, warned: dict[str, ClearRecord], later: float) -> Guesses:
    """Guess the question in the middle of the time that both the request and its warning leave."""
    guesses = {}
    for request, warning in warned.items():
        times = view.requested[request].recorded, warning.recorded - later
        middle = (max(times) - view.spread + min(times)) / 2
        guesses[request] = min(view.coordinated.values(), key=lambda one: abs(one.recorded - middle)).subject
    return guesses


@pytest.mark.asyncio(loop_scope="module")
async def test_published_at_once_the_same_attacks_join_them(play: Play) -> None:
    """So what the tests above hold is the spread's doing, and would be seen to fail without it."""
    at_once = await play(timedelta(), whole=False)
    found = count_joined(at_once.view, at_once.truth)
    assert found["last ce_time before"] == len(at_once.truth)
    assert found["same order"] > len(at_once.truth) / 2
