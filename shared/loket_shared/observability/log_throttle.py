"""Writing a few of the warnings and errors that repeat each other, and counting the rest."""

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TextIO

LINES = 5
"""Lines of one kind that are written within one window."""

WINDOW_SECONDS = 30.0


@dataclass
class _Window:
    first: logging.LogRecord
    ends: float
    lines: int = 0


class ThrottledHandler(logging.StreamHandler[TextIO]):
    """Writes records as its base class does, but of warnings and errors five of a kind in half a minute.

    Records of a library are of one kind when logger, level and template are the same. Records of our own
    are of one kind when all that they tell is the same, so that nothing but repeats is left out. The first
    record after the window tells how many were, or else the end of the process.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._windows: dict[Hashable, _Window] = {}  # in the order in which they end

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
        """Tell what was left out until now."""
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
    """Return a record that tells how many like ``first`` were left out."""
    text = first.msg["event"] if isinstance(first.msg, dict) else first.getMessage()
    record = logging.LogRecord(first.name, first.levelno, "", 0, "lines left out like: %s", (text,), None)
    record.left_out = left_out
    return record
