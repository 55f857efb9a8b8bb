"""Reads texts in separate processes, so that no text blocks the event loop."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from loket_routing.domain.decide.matching.hits import Mention
from loket_routing.domain.decide.matching.lexicon import Lexicon

LIMIT_SECONDS = 2.0
"""Far more than the texts of a question take, since reading costs time by their length."""
READER = "loket_routing.gateways.reader_process"
_PREPARING_SECONDS = 60.0
_READERS = min(2, os.cpu_count() or 1)
_MOST_LEXICONS = 4

_threads = ThreadPoolExecutor(_READERS, thread_name_prefix="reading")
_own = threading.local()

Mentions = tuple[Mention, ...]


class ReadingFailedError(Exception):
    """Texts were not read: it took too long, or failed."""


async def read_in_subprocess(texts: Sequence[str], lexicon: Lexicon) -> list[Mentions]:
    """Return the mentions in each of ``texts`` by ``lexicon``.

    Raises:
        ReadingFailedError: it took longer than the limit, or failed.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _read, texts, lexicon)


def _read(texts: Sequence[str], lexicon: Lexicon) -> list[Mentions]:
    """Read in the process that belongs to this thread."""
    try:
        return _reader(lexicon).read(texts, lexicon)
    except (EOFError, OSError):
        # The process may have been killed since the last text: try once more.
        pass
    try:
        return _reader(lexicon).read(texts, lexicon)
    except (EOFError, OSError) as error:
        raise ReadingFailedError("the process that reads ended") from error


class _Reader:
    """A process that answers one request at a time; it ends with this one."""

    def __init__(self) -> None:
        self._link, theirs = socket.socketpair()
        with theirs:
            command = (sys.executable, "-P", "-m", READER, str(os.getpid()))
            process = subprocess.Popen(  # noqa: S603 - a module of our own
                command, stdin=theirs.fileno(), stdout=theirs.fileno(), start_new_session=True
            )
        self._lines = self._link.makefile("rwb")
        self._known: set[str] = set()
        self._end = weakref.finalize(self, _end, process, self._link)

    def fit_for(self, lexicon: Lexicon) -> bool:
        """Return whether the process is alive and has compiled ``lexicon``, or can compile one more."""
        return self._end.alive and (lexicon.digest in self._known or len(self._known) < _MOST_LEXICONS)

    def read(self, texts: Sequence[str], lexicon: Lexicon) -> list[Mentions]:
        """Return the mentions in each text; the time limit starts after the lexicon is compiled.

        Raises:
            EOFError, OSError: the process ended.
            ReadingFailedError: it took longer than the limit, or failed.
        """
        try:
            if lexicon.digest not in self._known:
                self._ask({"digest": lexicon.digest, "vocabulary": lexicon.vocabulary}, _PREPARING_SECONDS)
                self._known.add(lexicon.digest)
            found = self._ask({"digest": lexicon.digest, "texts": texts}, LIMIT_SECONDS)
            return [tuple(Mention(*each) for each in mentions) for mentions in found]
        except BaseException:
            self._end()
            raise

    def _ask(self, request: dict[str, Any], seconds: float) -> Any:
        self._link.settimeout(seconds)
        try:
            self._lines.write(json.dumps(request).encode() + b"\n")
            self._lines.flush()
            line = self._lines.readline()
        except TimeoutError as error:
            raise ReadingFailedError(f"it took longer than {seconds:g} seconds") from error
        if not line:
            raise EOFError
        answer = json.loads(line)
        if "failed" in answer:
            raise ReadingFailedError(answer["failed"])
        return answer["found"]


def _reader(lexicon: Lexicon) -> _Reader:
    reader: _Reader | None = getattr(_own, "reader", None)
    if reader is None or not reader.fit_for(lexicon):
        reader = _own.reader = _Reader()
    return reader


def _end(process: "subprocess.Popen[bytes]", link: socket.socket) -> None:
    link.close()
    process.kill()
    process.wait()
