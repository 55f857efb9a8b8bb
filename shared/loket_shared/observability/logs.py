"""Logs: one JSON object a line, with trace, event and reference, and never content; equal warnings are counted.

An exception's message may repeat typed text or a row of the database. Of an exception only its classes and its code
locations are written.
"""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from types import TracebackType
from typing import TextIO

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor, WrappedLogger

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(service: str, level: str) -> None:
    """Write the logs of ``service`` and of its libraries to standard output, as JSON lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _add_trace,
        _exception_without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(allow=["left_out"])],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.EventRenamer("message"),
            _name_service(service),
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = ThrottledHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("aiokafka", "uvicorn.access", "httpx", "httpcore", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    for alarmist in ("aiokafka.cluster", "aiokafka.consumer.group_coordinator"):
        # The topic or the coordinator does not exist yet, at a start or after a loss. The client tries
        # again by itself, and the bus reports failures that last.
        logging.getLogger(alarmist).setLevel(logging.CRITICAL)


def _name_service(service: str) -> Processor:
    def processor(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {"service": service, **event}

    return processor


def _add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event


def _exception_without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if not info:
        return event
    error = info if isinstance(info, BaseException) else (info if isinstance(info, tuple) else sys.exc_info())[1]
    if error is not None:
        event["exception"] = describe(error)
    return event


def describe(error: BaseException) -> list[dict[str, object]]:
    """Return the classes and frames of ``error`` and its causes, without their messages."""
    story: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None and len(story) < 5:
        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)[-8:]]
        story.append({"class": f"{type(current).__module__}.{type(current).__qualname__}", "frames": frames})
        if isinstance(current, BaseExceptionGroup):
            current = current.exceptions[0]
        else:
            current = current.__cause__ or current.__context__
    return story


LINES_OF_A_KIND = 5
"""Lines of one kind that are written in one window."""

WINDOW_SECONDS = 30.0


@dataclass
class _Window:
    first: logging.LogRecord
    ends: float
    lines: int = 0


class ThrottledHandler(logging.StreamHandler[TextIO]):
    """Writes records like its base class, but at most ``LINES_OF_A_KIND`` warnings or errors of one kind in a window.

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
            if window.lines > LINES_OF_A_KIND:
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
            if window.lines > LINES_OF_A_KIND:
                super().emit(_summary(window.first, window.lines - LINES_OF_A_KIND))


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
