"""Processes that this service starts: each ends with its parent, for whatever reason."""

import asyncio
import os
import sys
from contextlib import suppress

_GRACE_SECONDS = 5.0


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
