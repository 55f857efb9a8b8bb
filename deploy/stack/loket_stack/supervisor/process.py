"""Starting the process of a component, and stopping it."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from loket_stack.components.component import Component
from loket_stack.paths import PRIVATE

GRACE = 15.0


async def start(component: Component, log: Path) -> asyncio.subprocess.Process:
    """Start ``component`` in its own session, so that a terminal's interrupt does not reach it.

    It writes directly into ``log``: if the supervisor is killed, it continues. Its files are closed to other accounts
    by default.
    """
    account = component.account
    with log.open("ab") as out:
        return await asyncio.create_subprocess_exec(
            *component.command,
            cwd="/",
            env=dict(component.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            umask=PRIVATE,
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=() if account else None,
        )


async def stop(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """Ask ``process`` to end with signal ``number``; after fifteen seconds kill it with its children."""
    with suppress(ProcessLookupError):
        process.send_signal(number)
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
