"""Log lines: JSON of our own and plain text of others, with times that sort together."""

import json
from pathlib import Path

import pytest

from loket_stack.commands.logs import LogFile, LogLine


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "part.log"


def said(log: Path) -> list[LogLine]:
    return list(LogFile("part", log).read_new())


def test_a_json_line_is_told_in_words(log: Path) -> None:
    line = {
        "service": "intake",
        "level": "info",
        "time": "2026-11-21T12:00:01.234567Z",
        "message": "started",
        "roles": ["api"],
    }
    log.write_text(json.dumps(line) + "\n")
    assert said(log) == [LogLine("2026-11-21 12:00:01.234", "info", "part", 'started roles=["api"]')]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("2026-11-21 12:00:01.234 UTC [7] FATAL:  no room", "fatal"),
        ("2026-11-21T12:00:01.234Z [main] [WARN] Server - slow", "warn"),
    ],
)
def test_plain_lines_have_their_time_and_level(log: Path, line: str, level: str) -> None:
    log.write_text(line + "\n")
    assert said(log) == [LogLine("2026-11-21 12:00:01.234", level, "part", line)]


def test_a_line_without_a_time_belongs_to_the_one_before(log: Path) -> None:
    log.write_text("2026-11-21 12:00:01.234 UTC ERROR: it broke\n  at some place\n")
    assert [line.time for line in said(log)] == ["2026-11-21 12:00:01.234"] * 2


def test_reading_goes_on_where_it_stopped(log: Path) -> None:
    file = LogFile("part", log)
    log.write_text("one\ntwo with no end")
    assert [line.text for line in file.read_new()] == ["one"]
    log.write_text("one\ntwo with no end but now\n")
    assert [line.text for line in file.read_new()] == ["two with no end but now"]


def test_a_log_that_was_put_aside_is_read_anew(log: Path) -> None:
    file = LogFile("part", log)
    log.write_text("a long line of an earlier start\n")
    list(file.read_new())
    log.write_text("new\n")
    assert [line.text for line in file.read_new()] == ["new"]


def test_no_log_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path / "none.log") == []
