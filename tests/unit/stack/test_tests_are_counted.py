"""The last line of ``./loket test`` is true: what fails in any way counts as failed."""

from pathlib import Path

import pytest

from loket_stack.cli import main
from loket_stack.commands import test as command
from loket_stack.commands.test import Count, run_layer
from loket_stack.paths import Paths

SAMPLE = """
import pytest

def test_one(): pass
def test_other(): assert False
@pytest.mark.skip(reason="not here")
def test_third(): pass
@pytest.fixture
def broken(): raise OSError
def test_fourth(broken): pass
"""


def layer(folder: Path, text: str) -> Path:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_sample.py").write_text(text)
    return folder


def test_passed_failed_and_skipped_are_told_apart(tmp_path: Path) -> None:
    counted = run_layer(layer(tmp_path, SAMPLE), (), Paths(tmp_path, tmp_path))
    assert counted == Count(passed=1, failed=2, skipped=1)


def test_options_reach_pytest(tmp_path: Path) -> None:
    counted = run_layer(layer(tmp_path, SAMPLE), ("-k", "test_one"), Paths(tmp_path, tmp_path))
    assert counted == Count(passed=1)


def test_a_layer_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    assert run_layer(layer(tmp_path, "not Python at all"), (), Paths(tmp_path, tmp_path)).failed


def test_a_layer_without_tests_is_none(tmp_path: Path) -> None:
    assert run_layer(tmp_path / "absent", (), Paths(tmp_path, tmp_path)) == Count()


@pytest.mark.parametrize(
    ("count", "line", "status"),
    [
        (Count(passed=3), [], 0),
        (Count(passed=3, skipped=1), [], 0),
        (Count(passed=3, skipped=1), ["--no-skips"], 1),
        (Count(passed=3, failed=1), [], 1),
    ],
)
def test_the_last_line_and_the_status_say_it(
    count: Count, line: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, list[str]]] = []

    def run(folder: Path, options: list[str], paths: Paths) -> Count:
        asked.append((folder.name, options))
        return count

    monkeypatch.setattr(command, "run_layer", run)
    assert main(["test", *line, "unit", "--", "-k", "some"]) == status
    assert asked == [("unit", ["-k", "some"])]
    words = f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped"
    assert capsys.readouterr().out.splitlines()[-1] == words


def test_all_layers_run_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(folder: Path, options: list[str], paths: Paths) -> Count:
        ran.append(folder.name)
        return Count()

    monkeypatch.setattr(command, "run_layer", run)
    assert main(["test", "--repeat", "2"]) == 0
    assert ran == [*command.LAYERS, *command.LAYERS]


def test_quick_is_what_needs_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(folder: Path, options: list[str], paths: Paths) -> Count:
        ran.append(folder.name)
        return Count()

    monkeypatch.setattr(command, "run_layer", run)
    assert main(["test", "quick"]) == 0
    assert main(["test", "faults", "quick"]) == 0
    assert ran == ["unit", "contract", "architecture", "unit", "contract", "architecture", "faults"]


def test_what_follows_the_dashes_goes_to_pytest_wherever_the_layers_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(folder: Path, options: list[str], paths: Paths) -> Count:
        asked.append(options)
        return Count()

    monkeypatch.setattr(command, "run_layer", run)
    assert main(["test", "unit", "--repeat", "2", "--", "-x"]) == 0
    assert asked == [["-x"], ["-x"]]


def test_a_layer_that_there_is_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "units"]) == 1
    assert "choose from: quick, unit" in capsys.readouterr().err
