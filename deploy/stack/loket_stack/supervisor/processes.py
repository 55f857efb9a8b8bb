"""Starts and stops the processes of components, also those that a killed supervisor left behind."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from loket_stack.components.component import Component
from loket_stack.console import progress
from loket_stack.paths import PRIVATE
from loket_stack.state import StackState

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


def stop_orphans(state: StackState | None) -> None:
    """End the processes of ``state`` that still run, and their children.

    They are identified by number and start time, so a later process with the same number is left alone.
    """
    if state is None:
        return
    found = {name: component.process.find() for name, component in state.components.items() if component.process}
    orphans = {name: process for name, process in found.items() if process}
    if orphans:
        progress(f"  stopping parts that an earlier start left behind: {', '.join(orphans)}")
        _end(list(orphans.values()))


def _end(processes: Sequence[psutil.Process]) -> None:
    """End ``processes`` by SIGINT, which all components handle as an orderly end, and the rest by force.

    Only these get the signal: PostgreSQL's own children must be stopped by their parent.
    """
    children = [child for process in processes for child in _children(process)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT)
    psutil.wait_procs(processes, timeout=GRACE)
    for survivor in (*processes, *children):
        with suppress(psutil.NoSuchProcess):
            survivor.kill()
    psutil.wait_procs((*processes, *children), timeout=GRACE)


def _children(process: psutil.Process) -> Sequence[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return process.children(recursive=True)
    return []
