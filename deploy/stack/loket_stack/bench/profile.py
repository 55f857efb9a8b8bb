"""The processor time of a question by process and by function, while the desk works as fast as it can.

Each service runs meanwhile as a child process of the sampling profiler py-spy, which needs no special rights on its
children. Only samples of threads that work count, and none of the start. The profiler slows the services down, and what
the desk does when it is idle is not subtracted: for figures to compare, use ``bench cost``.
"""

import asyncio
import re
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.beside import wait_until_listening
from loket_stack.bench.cost import QUESTIONS_PER_SECOND, submit_and_wait
from loket_stack.bench.figures import Figure, Rounds
from loket_stack.bench.samples import Samples
from loket_stack.console import StackError
from loket_stack.postgres.databases import SERVICES

TOP = 15
"""Functions of each kind that are shown of each service."""

_SAMPLES_PER_SECOND = "200"
_OURS = "(loket_"
_WARM_UP = 20
_WRITTEN_WITHIN = 60.0
_SHOWN_MILLISECONDS = 0.05
_SESSION = re.compile(r"\s+\d+\.\d+\.\d+\.\d+\(\d+\).*")


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Take one profile over all rounds."""
    token = bench.token()
    questions = max(int(rounds.count * rounds.seconds * QUESTIONS_PER_SECOND), 1)
    asyncio.run(submit_and_wait(bench, token, _WARM_UP))
    with TemporaryDirectory(prefix="loket-profile-") as folder:
        with _services_under_profiler(bench, Path(folder)) as services:
            before = _seconds_by_process(bench, services)
            asyncio.run(submit_and_wait(bench, token, questions))
            after = _seconds_by_process(bench, services)
        samples = {service: Samples.read(Path(folder) / service) for service in SERVICES}
    return [
        *_processes(before, after, questions),
        *(each for service, found in samples.items() for each in _functions(service, found)),
    ]


def _processes(before: Mapping[str, float], after: Mapping[str, float], questions: int) -> Iterator[Figure]:
    each = {name: 1000 * (seconds - before.get(name, 0.0)) / questions for name, seconds in after.items()}
    for name, milliseconds in sorted(each.items(), key=lambda item: -item[1]):
        if milliseconds >= _SHOWN_MILLISECONDS:
            yield Figure(f"process {name}", "ms a question", [milliseconds])


def _functions(service: str, samples: Samples) -> Iterator[Figure]:
    """Yield the shares of packages, of functions by themselves, and of our functions with all that they call."""
    kinds = {
        "in package": samples.by_package(),
        "in": samples.alone,
        "under": Counter({name: number for name, number in samples.with_callees.items() if _OURS in name}),
    }
    for kind, counted in kinds.items():
        for name, number in counted.most_common(TOP):
            yield Figure(f"{service} {kind} {name}", "%", [100 * number / samples.total])


@contextmanager
def _services_under_profiler(bench: BenchStack, folder: Path) -> Iterator[Mapping[str, psutil.Process]]:
    """Run the services under the profiler instead of the supervisor for the block; yield their processes.

    The profiler writes the samples of each service to the file of its name in ``folder``.
    """
    environments = {service: bench.env(service) for service in SERVICES}
    ports = [int(environment["LOKET_PORT"]) for environment in environments.values()]
    bench.hold(*SERVICES)
    with ExitStack() as profilers:
        profilers.callback(bench.release, *SERVICES)
        started = {
            service: profilers.enter_context(_profiled(service, environment, folder / service))
            for service, environment in environments.items()
        }
        asyncio.run(_all_listening(ports))
        yield {service: psutil.Process(profiler.pid).children()[0] for service, profiler in started.items()}


@contextmanager
def _profiled(service: str, environment: Mapping[str, str], file: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a service under the profiler for the block; its samples are complete after it.

    Raises:
        StackError: the profiler does not end.
    """
    options = ("--rate", _SAMPLES_PER_SECOND, "--format", "raw", "--nolineno", "--subprocesses", "--output", str(file))
    command = [str(Path(sys.executable).with_name("py-spy")), "record", *options, "--"]
    command += [sys.executable, "-P", "-m", f"loket_{service}", "all"]
    profiler = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield profiler
    finally:
        for process in psutil.Process(profiler.pid).children():
            process.send_signal(signal.SIGTERM)
        try:
            profiler.wait(_WRITTEN_WITHIN)
        except subprocess.TimeoutExpired:
            profiler.kill()
            raise StackError(f"the profiler of {service} does not end", "run the bench again") from None


async def _all_listening(ports: list[int]) -> None:
    await asyncio.gather(*map(wait_until_listening, ports))


def _seconds_by_process(bench: BenchStack, services: Mapping[str, psutil.Process]) -> Mapping[str, float]:
    """Return the processor seconds of each process; PostgreSQL's sessions are summed by login and database."""
    spent = defaultdict[str, float](float)
    others = {part: bench.process(part) for part in bench.parts if part not in services}
    for part, leader in {**services, **others}.items():
        for process in (leader, *leader.children(recursive=True)):
            spent[_label(part, leader, process)] += sum(process.cpu_times()[:2])
    return spent


def _label(part: str, leader: psutil.Process, process: psutil.Process) -> str:
    if process == leader:
        return part
    title = " ".join(process.cmdline())
    return _SESSION.sub("", title) if part == "postgres" else f"{part}, a child process"
