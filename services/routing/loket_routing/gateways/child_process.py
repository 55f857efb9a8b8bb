"""Processes that this service starts: each ends with its parent, for whatever reason."""

import asyncio
import os
import sys
import threading
import time
from contextlib import suppress

_GRACE_SECONDS = 5.0
_SECONDS_BETWEEN_LOOKS = 0.5


async def run_in_subprocess(module: str, *arguments: str) -> int:
    """Run ``python -m module`` of this service and return its exit code; if cancelled, end the process first.

    The process gets this process's environment and its own session. Its first argument is the id of this process: it
    ends when this process does.
    """
    command = (sys.executable, "-P", "-m", module, str(os.getpid()), *arguments)
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL, start_new_session=True)
    try:
        return await process.wait()
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _GRACE_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()


def exit_with_parent(parent: int) -> None:
    """Exit soon after ``parent``, the id of the process that started this one, has ended.

    A killed parent cannot stop its children, and a process of a pool would wait forever.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
