"""Running the supervisor in this process."""

import asyncio
import logging
import os

from loket_shared.observability import logs
from loket_stack.parts.addresses import Addresses
from loket_stack.parts.plan import plan
from loket_stack.paths import PRIVATE, Paths
from loket_stack.ports import claimed, ports_file
from loket_stack.supervisor.log_files import rotate
from loket_stack.supervisor.supervisor import Supervisor


def supervise(paths: Paths, broker: str) -> None:
    """Run the stack at ``paths`` until SIGTERM or SIGINT.

    Raises:
        StackError: something on this machine is not as it must be.
        OSError: a file cannot be written, or no port is free.
    """
    os.umask(PRIVATE)
    logs.configure("supervisor", "INFO")
    # Until a broker answers, asking it fails: no news worth a line each time.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    rotate(paths.log)
    with claimed(ports_file(paths.run), usual=not paths.own) as ports:
        parts = tuple(plan(paths, Addresses(ports), broker))
        asyncio.run(Supervisor(paths, broker, parts).run())
