"""``docs/one-question.md`` can be followed: each step names a file and what is defined in it, and the files are few."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from architecture.tree import PROJECT

PAGE = PROJECT / "docs/one-question.md"
MOST_FILES = {"walk": 30, "transport": 10}

ROW = re.compile(r"^\| (?:\*\*)?(\d+)(?:\*\*)? \| \[[^\]]+\]\(([^)]+)\) \| ([^|]+) \| ([^|]+) \|$")
SYMBOL = re.compile(r"`([\w.]+)`")
TOTAL = re.compile(r"^To open: (\d+) files for the walk, (\d+) for the transport\.", re.MULTILINE)


class Step(NamedTuple):
    """One row of the page."""

    number: int
    file: Path
    symbols: tuple[str, ...]


def steps_in(text: str) -> Iterator[Step]:
    """Yield the steps of the tables in ``text``."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith(("| step |", "| --- |")):
            row = ROW.match(line)
            assert row, f"not a step: {line}"
            yield Step(int(row[1]), (PAGE.parent / row[2]).resolve(), tuple(SYMBOL.findall(row[3])))


def defined_in(nodes: list[ast.stmt]) -> Iterator[str]:
    """Yield the functions, classes, methods and variables that ``nodes`` define."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield node.name
            yield from (f"{node.name}.{name}" for name in defined_in(node.body))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def undefined(step: Step) -> set[str]:
    """Return the symbols of ``step`` that its file does not define."""
    return set(step.symbols) - set(defined_in(ast.parse(step.file.read_text(encoding="utf-8")).body))


TEXT = PAGE.read_text(encoding="utf-8")
WALK, _, TRANSPORT = TEXT.partition("\n## Transport\n")
STEPS = {"walk": list(steps_in(WALK)), "transport": list(steps_in(TRANSPORT))}


def files(part: str) -> set[Path]:
    return {step.file for step in STEPS[part]}


@pytest.mark.parametrize("part", STEPS)
def test_the_steps_are_numbered(part: str) -> None:
    assert STEPS[part]
    assert [step.number for step in STEPS[part]] == list(range(1, len(STEPS[part]) + 1))


@pytest.mark.parametrize("step", [step for part in STEPS.values() for step in part], ids=lambda step: step.file.name)
def test_a_step_names_what_its_file_defines(step: Step) -> None:
    assert step.file.is_file()
    assert step.symbols
    assert undefined(step) == set()


@pytest.mark.parametrize("part", STEPS)
def test_the_files_are_few(part: str) -> None:
    assert len(files(part)) <= MOST_FILES[part]


def test_the_page_counts_its_files() -> None:
    total = TOTAL.search(TEXT)
    assert total
    assert [int(number) for number in total.groups()] == [len(files("walk")), len(files("transport"))]


def test_the_walk_and_the_transport_share_no_file() -> None:
    assert files("walk").isdisjoint(files("transport"))


def test_a_symbol_of_another_file_is_found_out() -> None:
    dispatcher = next(step for step in STEPS["transport"] if step.file.name == "handlers.py")
    assert undefined(dispatcher._replace(symbols=("EventDispatcher.run", "InboxProcessor", "run"))) == {
        "InboxProcessor",
        "run",
    }


def test_a_row_that_is_no_step_is_found_out() -> None:
    with pytest.raises(AssertionError, match="not a step"):
        list(steps_in("| 1 | services/intake/README.md | `save` | It saves. |"))
