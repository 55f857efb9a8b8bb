"""Logs while something is away: a few of the lines that repeat each other, the count of the rest, and nothing lost."""

import io
import logging
from collections.abc import Iterator

import pytest

from loket_shared.observability.logs import LINES_OF_A_KIND, WINDOW_SECONDS, ThrottledHandler

TEMPLATE = "Unable connect to node with id %s: %s"


class Log:
    """A logger behind the handler, what it wrote, and the clock that the handler reads."""

    def __init__(self) -> None:
        self.now = 0.0
        self._stream = io.StringIO()
        self.handler = ThrottledHandler(self._stream, lambda: self.now)
        self.handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self._root = logging.Logger("root", logging.DEBUG)
        self._root.addHandler(self.handler)

    def write(self, message: object, *arguments: object, logger: str = "aiokafka", level: int = logging.ERROR) -> None:
        self._root.handle(logging.LogRecord(logger, level, "", 0, message, arguments, None))

    @property
    def lines(self) -> list[str]:
        return self._stream.getvalue().splitlines()


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    yield log
    log.handler.close()


def test_of_a_library_s_repeats_a_few_are_written(log: Log) -> None:
    for number in range(100):
        log.write(TEMPLATE, number, "refused")
    assert log.lines == [
        f"aiokafka Unable connect to node with id {number}: refused" for number in range(LINES_OF_A_KIND)
    ]


def test_the_next_line_after_the_window_tells_how_many_were_left_out(log: Log) -> None:
    for number in range(100):
        log.write(TEMPLATE, number, "refused")
    log.now += WINDOW_SECONDS
    log.write("something else", logger="other", level=logging.INFO)
    left_out = "aiokafka lines left out like: Unable connect to node with id 0: refused"
    assert log.lines[LINES_OF_A_KIND:] == [left_out, "other something else"]


def test_the_end_of_the_process_tells_too(log: Log) -> None:
    for number in range(LINES_OF_A_KIND + 1):
        log.write(TEMPLATE, number, "refused")
    log.handler.close()
    assert log.lines[-1].startswith("aiokafka lines left out like:")


def test_the_count_is_told_as_a_number(log: Log) -> None:
    log.handler.setFormatter(logging.Formatter("%(left_out)s", defaults={"left_out": "-"}))
    for number in range(LINES_OF_A_KIND + 7):
        log.write(TEMPLATE, number, "refused")
    log.handler.close()
    assert log.lines == [*"-" * LINES_OF_A_KIND, "7"]


def test_after_the_window_it_begins_again(log: Log) -> None:
    for _ in range(3):
        for number in range(100):
            log.write(TEMPLATE, number, "refused")
        log.now += WINDOW_SECONDS
    assert sum("with id 0" in line and "left out" not in line for line in log.lines) == 3


def test_what_says_something_else_is_written(log: Log) -> None:
    for number in range(100):
        log.write({"event": "attempt failed", "partition": number, "time": number}, logger="loket")
    assert len(log.lines) == 100


def test_what_says_the_same_again_is_not(log: Log) -> None:
    for number in range(100):
        log.write({"event": "attempt failed", "partition": 1, "time": number}, logger="loket")
    assert len(log.lines) == LINES_OF_A_KIND


def test_loggers_and_levels_are_told_apart(log: Log) -> None:
    for _ in range(100):
        log.write("gone", logger="one")
        log.write("gone", logger="other")
        log.write("gone", logger="one", level=logging.WARNING)
    assert len(log.lines) == 3 * LINES_OF_A_KIND


def test_the_ordinary_course_of_things_is_written_in_full(log: Log) -> None:
    for _ in range(100):
        log.write("request", level=logging.INFO)
    assert len(log.lines) == 100
