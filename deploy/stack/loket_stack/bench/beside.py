"""Processes that a bench runs beside the stack."""

import asyncio
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from loket_stack.bench.build import Build
from loket_stack.console import StackError
from loket_stack.ports import HOST

_READY_WITHIN = 180.0
_STOPPED_WITHIN = 10.0


@contextmanager
def run_beside(
    module: str, *arguments: str, environment: Mapping[str, str], build: Build | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run ``python -m module`` of ``build``, this one by default, beside the stack for the block."""
    python = (build or Build.this()).python
    command = [str(python), "-P", "-m", module, *arguments]
    running = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(_STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def free_port() -> int:
    """Return a port that no process listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def wait_until_listening(port: int) -> None:
    """Return when a process listens on ``port``.

    Raises:
        StackError: no process does in time.
    """
    for _ in range(int(_READY_WITHIN / 0.1)):
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise StackError(
        f"a service of the bench does not answer within {_READY_WITHIN:.0f} s",
        "run the bench again when the machine does less other work",
    )
