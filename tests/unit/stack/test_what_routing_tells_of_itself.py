"""What the bench makes of the figures that the routing service measured, and that it needs no stack for them."""

import argparse
import json

import pytest

from loket_stack.bench import routing
from loket_stack.commands import bench
from loket_stack.console import StackError

TOLD = {
    "rounds": [
        {"decided": 1600.0, "read": 4000.0, "weighed": 2000.0, "tenfold": 1000.0, "naive": 40.0},
        {"decided": 1400.0, "read": 4000.0, "weighed": 2000.0, "tenfold": 700.0, "naive": 28.0},
        {"decided": 1800.0, "read": 4000.0, "weighed": 2000.0, "tenfold": 600.0, "naive": 100.0},
    ],
    "compiling": 0.1,
    "compiling_tenfold": 0.5,
    "agreement": 0.95,
}


def test_decisions_stand_beside_the_naive_pass_and_beside_ten_times_the_rules() -> None:
    decided, against, cost, *compiling = routing.figures(TOLD)
    assert (decided.reached, decided.met) == (1600.0, True)
    assert decided.note == "reading 250 µs, weighing 500 µs"
    assert (against.reached, against.met) == (40.0, True)
    assert against.note == "1600 against 40 questions/s; the same rules fire for 95% of the questions"
    assert (cost.reached, cost.met) == (2.0, True)
    assert [figure.reached for figure in compiling] == [0.1, 0.5]


def _run(*names: str) -> int:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    return bench.run(parser.parse_args([*names, "--rounds", "1", "--seconds", "1", "--json"]))


def test_the_service_measures_itself_in_a_process_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("routing") == 0
    figures = json.loads(capsys.readouterr().out)["figures"]["routing"]
    assert [figure["name"] for figure in figures] == [figure.name for figure in routing.figures(TOLD)]
    assert all(figure["reached"] > 0 for figure in figures)


def test_a_bench_that_is_none_is_told() -> None:
    with pytest.raises(StackError, match="there is no such bench: speed"):
        _run("speed")
