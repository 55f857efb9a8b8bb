"""A running stack whose services are replaced by others that seal nothing."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import httpx

from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.waiting import wait_until

_PROGRAM = Path(__file__).with_name("unsealed_service.py")
_TESTS = Path(__file__).parents[2]


@contextmanager
def without_seal(stack: Stack) -> Iterator[None]:
    """Let the block use services that seal nothing; they write their logs beside the others'."""
    urls = {name: stack.status()["parts"][name]["url"] for name in SERVICES}
    with ThreadPoolExecutor(len(SERVICES)) as hands:
        list(hands.map(stack.stop, SERVICES))
    with ExitStack() as running:
        processes = [running.enter_context(_service(stack, name)) for name in SERVICES]
        for name, url in urls.items():
            wait_until(f"{name} without a seal", partial(_is_ready, url))
        yield
        for process in processes:
            process.terminate()


@contextmanager
def _service(stack: Stack, name: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-P", str(_PROGRAM), name]
    environment = {**stack.env(name), "PYTHONPATH": str(_TESTS)}
    with (stack.paths.log / f"unsealed-{name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/ready").is_success
    except httpx.HTTPError:
        return False
