"""Limits repeated warnings and errors in the log, and counts the rest."""

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TextIO

LINES = 5
"""Lines of one kind that are written in one window."""

WINDOW_SECONDS = 30.0


@dataclass
class _Window:
    first: logging.LogRecord
    ends: float
    lines: int = 0


class ThrottledHandler(logging.StreamHandler[TextIO]):
    """Writes records like its base class, but at most ``LINES`` warnings or errors of one kind in a window.

    Records of a library are of one kind if logger, level and template are equal. Our own records are of one kind only
    if all their values are equal, so only repeats are left out. The first record after the window, or the end of the
    process, writes how many were left out.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._windows: dict[Hashable, _Window] = {}  # ordered by their end

    def emit(self, record: logging.LogRecord) -> None:
        """Write ``record``, or count it."""
        now = self._clock()
        self._end_windows(now)
        if record.levelno >= logging.WARNING:
            window = self._windows.setdefault(_kind(record), _Window(record, now + WINDOW_SECONDS))
            window.lines += 1
            if window.lines > LINES:
                return
        super().emit(record)

    def close(self) -> None:
        """Write how many records were left out so far."""
        self._end_windows(float("inf"))
        super().close()

    def _end_windows(self, now: float) -> None:
        while self._windows:
            kind, window = next(iter(self._windows.items()))
            if window.ends > now:
                return
            del self._windows[kind]
            if window.lines > LINES:
                super().emit(_summary(window.first, window.lines - LINES))


def _kind(record: logging.LogRecord) -> Hashable:
    if isinstance(record.msg, dict):
        told = frozenset((name, repr(value)) for name, value in record.msg.items() if name != "time")
        return record.name, record.levelno, told
    raised = record.exc_info[0] if record.exc_info else None
    return record.name, record.levelno, record.msg, raised


def _summary(first: logging.LogRecord, left_out: int) -> logging.LogRecord:
    """Return a record with the number of left-out records like ``first``."""
    text = first.msg["event"] if isinstance(first.msg, dict) else first.getMessage()
    record = logging.LogRecord(first.name, first.levelno, "", 0, "lines left out like: %s", (text,), None)
    record.left_out = left_out
    return record
