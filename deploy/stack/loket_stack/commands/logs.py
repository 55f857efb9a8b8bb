"""Print the logs of the parts as lines of text: time, level, part, message and fields."""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loket_stack.components.plan import PARTS
from loket_stack.paths import Paths

_PARTS = (*PARTS, "supervisor")
_POLL_SECONDS = 0.3
_PLAIN_TIME = re.compile(r"\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d\.\d{3})")
_PLAIN_LEVEL = re.compile(r"\b(DEBUG|LOG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|PANIC)\b")
_SHOWN_APART = ("time", "level", "message", "service", "logger")
_LENGTH_OF_TIME = 23


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "part", nargs="?", choices=_PARTS, metavar="PART", help=f"one of {', '.join(_PARTS)}; all by default"
    )
    parser.add_argument("--follow", action="store_true", help="continue with new lines, until interrupted")
    parser.add_argument("--lines", type=int, default=200, metavar="N", help="begin with the last N lines (200)")


def run(arguments: argparse.Namespace) -> int:
    """Print the last lines by time, then new lines."""
    names = [arguments.part] if arguments.part else _PARTS
    files = [LogFile(name, Paths.of().log / f"{name}.log") for name in names]
    _print(_in_order(files)[-arguments.lines :])
    while arguments.follow:
        time.sleep(_POLL_SECONDS)
        _print(_in_order(files))
    return 0


@dataclass(frozen=True)
class LogLine:
    """One line of a part; ``time`` is UTC to the millisecond, in a sortable format."""

    time: str
    level: str
    part: str
    text: str


class LogFile:
    """The log of one part; reading continues after the last line that was read."""

    def __init__(self, part: str, file: Path) -> None:
        self._part = part
        self._file = file
        self._position = 0
        self._time = ""

    def read_new(self) -> Iterator[LogLine]:
        """Yield the complete lines that are new since the last call; a new file is read from the start."""
        if not self._file.exists():
            return
        if self._file.stat().st_size < self._position:
            self._position = 0
        with self._file.open("rb") as log:
            log.seek(self._position)
            for line in log:
                if not line.endswith(b"\n"):
                    break
                self._position += len(line)
                yield self._read(line.decode(errors="replace").rstrip())

    def _read(self, line: str) -> LogLine:
        try:
            fields = json.loads(line)
        except ValueError:
            fields = None
        parsed = self._from_json(fields) if isinstance(fields, dict) else self._from_text(line)
        self._time = parsed.time
        return parsed

    def _from_json(self, fields: dict[str, Any]) -> LogLine:
        time = str(fields.get("time", self._time)).replace("T", " ")[:_LENGTH_OF_TIME]
        rest = [f"{name}={_short(value)}" for name, value in fields.items() if name not in _SHOWN_APART]
        text = " ".join([str(fields.get("message", "")), *rest])
        return LogLine(time, str(fields.get("level", "")), self._part, text)

    def _from_text(self, line: str) -> LogLine:
        """Parse a plain line; a line without a time belongs to the line before it."""
        time, level = _PLAIN_TIME.search(line), _PLAIN_LEVEL.search(line)
        when = f"{time[1]} {time[2]}" if time else self._time
        return LogLine(when, level[1].lower() if level else "", self._part, line)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _in_order(files: list[LogFile]) -> list[LogLine]:
    """Return the new lines of ``files``; lines of one file keep their order."""
    return sorted(_read_new(files), key=lambda line: line.time)


def _read_new(files: list[LogFile]) -> Iterator[LogLine]:
    for file in files:
        yield from file.read_new()


def _print(lines: list[LogLine]) -> None:
    for line in lines:
        sys.stdout.write(f"{line.time:23} {line.level:8} {line.part:14} {line.text}\n")
    sys.stdout.flush()
