"""What a profiler's stacks tell: the time in a function by itself, in what it calls, and in a package."""

from loket_stack.bench.samples import Samples

STACKS = [
    'process 7:"python";run (loket_intake/main.py);Session.get (sqlalchemy/orm/session.py);loads (json/decoder.py) 3',
    "run (loket_intake/main.py);run (loket_intake/main.py);Session.get (sqlalchemy/orm/session.py) 2",
    'process 7:"python";run (loket_intake/main.py);dumps (json/encoder.py) 1',
    'process 7:"python";run (loket_intake/main.py);EpollSelector.select (selectors.py) 8',
    'process 7:"python";_find_and_load (<frozen importlib._bootstrap>);<module> (sqlalchemy/orm/session.py) 9',
]


def test_a_function_counts_where_it_works_and_where_it_calls() -> None:
    found = Samples.of(STACKS)
    assert found.total == 6
    assert found.alone["Session.get (sqlalchemy/orm/session.py)"] == 2
    assert found.with_callees["Session.get (sqlalchemy/orm/session.py)"] == 5
    assert found.with_callees["run (loket_intake/main.py)"] == 6


def test_packages_share_all_samples() -> None:
    assert Samples.of(STACKS).by_package() == {"json": 4, "sqlalchemy": 2}
