"""The supervisor: one monitor for each component, one state file, one control socket."""

import asyncio
import logging
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

from loket_shared.observability import logs
from loket_stack.components.component import Component
from loket_stack.components.plan import describe_components
from loket_stack.paths import PRIVATE, Paths
from loket_stack.ports import Addresses, claim_ports, ports_file
from loket_stack.state import ComponentState, Process, StackState
from loket_stack.supervisor.control import Request, remove_socket, serve_requests, socket_address
from loket_stack.supervisor.process_monitor import ProcessMonitor

_LARGEST_LOG = 10_000_000


class Supervisor:
    """Runs ``components`` until it gets SIGTERM or SIGINT, then stops them in order."""

    def __init__(self, paths: Paths, broker: str, components: tuple[Component, ...]) -> None:
        self._paths = paths
        states = {component.name: _unstarted(component) for component in components}
        self._state = StackState(
            supervisor=Process.of(os.getpid()), broker=broker, control=socket_address(paths.run), components=states
        )
        self._monitors = {
            component.name: ProcessMonitor(
                component, paths.log / f"{component.name}.log", states[component.name], self._write
            )
            for component in components
        }

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        self._write()
        server = await serve_requests(self._state.control, self._carry_out)
        running = [asyncio.create_task(self._run_monitor(monitor)) for monitor in self._monitors.values()]
        await stop.wait()
        server.close()
        await self._stop_all()
        for task in running:
            task.cancel()
        remove_socket(self._state.control, self._paths.run)
        StackState.forget(self._paths)

    async def _run_monitor(self, monitor: ProcessMonitor) -> None:
        await monitor.run([self._monitors[name] for name in monitor.component.needs])

    async def _stop_all(self) -> None:
        for wave in stopping_order(monitor.component for monitor in self._monitors.values()):
            await asyncio.gather(*(self._monitors[name].hold() for name in wave))

    async def _carry_out(self, request: Request) -> None:
        monitor = self._monitors[request.part]
        if request.do in ("hold", "restart"):
            await monitor.hold()
        if request.do in ("release", "restart"):
            await monitor.release()

    def _write(self) -> None:
        self._state.write(self._paths)


def _unstarted(component: Component) -> ComponentState:
    return ComponentState(facts=dict(component.facts), secure=dict(component.secure) if component.secure else None)


def supervise(paths: Paths, broker: str) -> None:
    """Run the stack at ``paths`` until SIGTERM or SIGINT.

    Raises:
        StackError: this machine does not meet a requirement.
        OSError: a file cannot be written, or no port is free.
    """
    os.umask(PRIVATE)
    logs.configure("supervisor", "INFO")
    # Until a broker answers, every request to it fails; do not log each of them.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    rotate_logs(paths.log)
    with claim_ports(ports_file(paths.run), usual=not paths.own) as ports:
        components = tuple(describe_components(paths, Addresses(ports), broker))
        asyncio.run(Supervisor(paths, broker, components).run())


def stopping_order(components: Iterable[Component]) -> Iterator[Sequence[str]]:
    """Yield the names of components that may stop together, in waves: first those that no other component needs."""
    relied_on: dict[str, set[str]] = {}
    for component in components:
        relied_on.setdefault(component.name, set())
        for name in (*component.needs, *component.uses):
            relied_on.setdefault(name, set()).add(component.name)
    sorter = TopologicalSorter(relied_on)
    sorter.prepare()
    while sorter.is_active():
        wave = sorter.get_ready()
        yield wave
        sorter.done(*wave)


def rotate_logs(folder: Path) -> None:
    """Rename logs in ``folder`` over ten megabytes; each replaces its earlier renamed log."""
    for file in folder.glob("*.log"):
        if file.stat().st_size > _LARGEST_LOG:
            file.replace(file.with_suffix(".log.1"))
