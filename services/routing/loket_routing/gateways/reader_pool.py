"""Reads texts in separate processes, so that no text blocks the event loop."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

import orjson

from loket_routing.domain.decide.matching.hits import Mention
from loket_routing.domain.decide.matching.lexicon import Lexicon

LIMIT_SECONDS = 2.0
"""Far more than any text takes, since reading costs time by the length of the text."""
READER = "loket_routing.gateways.reader_process"
_PREPARING_SECONDS = 60.0
_READERS = min(2, os.cpu_count() or 1)
_MOST_LEXICONS = 4

_threads = ThreadPoolExecutor(_READERS, thread_name_prefix="reading")
_own = threading.local()


class ReadingFailedError(Exception):
    """A text was not read: it took too long, or failed."""


async def read_in_subprocess(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions in ``text`` by ``lexicon``.

    Raises:
        ReadingFailedError: it took longer than the limit, or failed.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _read, text, lexicon)


def _read(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Read in the process that belongs to this thread."""
    try:
        return _reader(lexicon).read(text, lexicon)
    except (EOFError, OSError):
        # The process may have been killed since the last text: try once more.
        pass
    try:
        return _reader(lexicon).read(text, lexicon)
    except (EOFError, OSError) as error:
        raise ReadingFailedError("the process that reads ended") from error


class _Reader:
    """A process that reads one text at a time; it ends with this one."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = (sys.executable, "-P", "-m", READER, str(os.getpid()), str(theirs.fileno()))
            process = subprocess.Popen(  # noqa: S603 - a module of our own
                command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=(theirs.fileno(),)
            )
        self._link = Connection(ours.detach())
        self._known: set[str] = set()
        self._end = weakref.finalize(self, _end, process, self._link)

    def fit_for(self, lexicon: Lexicon) -> bool:
        """Return whether the process is alive and has compiled ``lexicon``, or can compile one more."""
        return self._end.alive and (lexicon.digest in self._known or len(self._known) < _MOST_LEXICONS)

    def read(self, text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
        """Return the mentions; the time limit starts after the lexicon is compiled.

        Raises:
            EOFError, OSError: the process ended.
            ReadingFailedError: it took longer than the limit, or failed.
        """
        try:
            if lexicon.digest not in self._known:
                self._ask({"digest": lexicon.digest, "lexicon": lexicon.model_dump_json()}, _PREPARING_SECONDS)
                self._known.add(lexicon.digest)
            found = self._ask({"digest": lexicon.digest, "text": text}, LIMIT_SECONDS)
            return tuple(Mention(*each) for each in found)
        except BaseException:
            self._end()
            raise

    def _ask(self, request: dict[str, str], seconds: float) -> Any:
        self._link.send_bytes(orjson.dumps(request))
        if not self._link.poll(seconds):
            raise ReadingFailedError(f"it took longer than {seconds:g} seconds")
        answer = orjson.loads(self._link.recv_bytes())
        if "failed" in answer:
            raise ReadingFailedError(answer["failed"])
        return answer["found"]


def _reader(lexicon: Lexicon) -> _Reader:
    reader: _Reader | None = getattr(_own, "reader", None)
    if reader is None or not reader.fit_for(lexicon):
        reader = _own.reader = _Reader()
    return reader


def _end(process: "subprocess.Popen[bytes]", link: Connection) -> None:
    link.close()
    process.kill()
    process.wait()
