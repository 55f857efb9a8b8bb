"""Every command loads, explains itself, and fails in words."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from loket_stack.cli import main
from loket_stack.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert "usage: ./loket" in capsys.readouterr().out


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    overview = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in overview] == []


def test_no_command_is_a_misuse() -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2


def test_status_of_nothing_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_VAR", str(tmp_path))
    assert main(["status", "--json"]) == 1
    assert capsys.readouterr().out.split() == ["{", '"ready":', "false,", '"parts":', "{}", "}"]


def test_a_failure_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_VAR", str(tmp_path))
    assert main(["restart"]) == 1
    assert "./loket up" in capsys.readouterr().err


def test_nothing_is_passed_on_where_nothing_is_started(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["status", "--", "-x"])
    assert ended.value.code == 2
    assert "nothing may follow --" in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_failure() -> None:
    out, into = os.pipe()
    os.close(out)
    command = [sys.executable, "-P", "-m", "loket_stack", "status", "--json"]
    ended = subprocess.run(command, stdout=into, stderr=subprocess.PIPE, check=False)  # noqa: S603
    os.close(into)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGPIPE, b"")
