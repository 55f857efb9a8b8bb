"""Stops the processes that a killed supervisor left behind."""

import signal
from collections.abc import Sequence
from contextlib import suppress

import psutil

from loket_stack.console import progress
from loket_stack.state import StackState
from loket_stack.supervisor.process import GRACE


def stop_orphans(state: StackState | None) -> None:
    """End the processes of ``state`` that still run, and their children.

    They are identified by number and start time, so a later process with the same number is left alone.
    """
    if state is None:
        return
    found = {name: component.process.find() for name, component in state.components.items() if component.process}
    orphans = {name: process for name, process in found.items() if process}
    if orphans:
        progress(f"  stopping what an earlier start left behind: {', '.join(orphans)}")
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
