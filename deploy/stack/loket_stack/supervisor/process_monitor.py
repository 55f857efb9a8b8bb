"""Monitors the process of one component, and restarts it when it dies."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from loket_shared.backoff import pause_after
from loket_stack.components.component import Component
from loket_stack.console import StackError
from loket_stack.state import ComponentState, Process
from loket_stack.supervisor import processes

_LOG = structlog.get_logger(__name__)
_WATCH_UNREADY = 0.1
_WATCH_READY = 2.0
_ATTEND_EVERY = 60.0
_FIRST_WAIT = 0.2
_LONGEST_WAIT = 10.0
_STEADY_RUN = 30.0


class Backoff:
    """The delay before a restart, in seconds: it doubles with every early death, and is reset after a long run."""

    def __init__(self) -> None:
        self._deaths = 0

    def after(self, ran: float) -> float:
        """Return the delay in seconds after a run of ``ran`` seconds."""
        self._deaths = 1 if ran >= _STEADY_RUN else self._deaths + 1
        return pause_after(self._deaths, _FIRST_WAIT, _LONGEST_WAIT)


class ProcessMonitor:
    """Starts one component, checks whether it is ready, and restarts it when it dies.

    ``state`` is its public state; ``changed`` is called after every change of it.
    """

    def __init__(self, component: Component, log: Path, state: ComponentState, changed: Callable[[], None]) -> None:
        self.component = component
        self.state = state
        self.is_ready = asyncio.Event()
        self._log = log
        self._changed = changed
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._process: asyncio.subprocess.Process | None = None
        self._ended = asyncio.Event()
        self._ended.set()

    async def run(self, needs: Sequence["ProcessMonitor"]) -> None:
        """Keep the component running until cancelled, from the moment that ``needs`` are ready."""
        for other in needs:
            await other.is_ready.wait()
        attending = asyncio.create_task(self._attend())
        try:
            await self._run_forever()
        finally:
            attending.cancel()

    async def _run_forever(self) -> None:
        backoff = Backoff()
        while True:
            await self._wanted.wait()
            began = time.monotonic()
            await self._run_once_logged()
            if self._wanted.is_set():
                self.state.restarts += 1
                self._changed()
                await asyncio.sleep(backoff.after(time.monotonic() - began))

    async def hold(self) -> None:
        """Stop the component and keep it down."""
        self._wanted.clear()
        self.state.held = True
        if self._process:
            await processes.stop(self._process, self.component.stop_signal)
        await self._ended.wait()

    async def release(self) -> None:
        """Let the component run again, and return when it is ready."""
        self.state.held = False
        self._wanted.set()
        await self.is_ready.wait()

    async def _attend(self) -> None:
        """Run the component's ``attend`` periodically while it is ready; after a failure it runs again later."""
        while True:
            await self.is_ready.wait()
            try:
                await self.component.attend()
            except Exception:
                _LOG.exception("part could not be attended to", part=self.component.name)
            await asyncio.sleep(_ATTEND_EVERY)

    async def _run_once_logged(self) -> None:
        """Run the component once; an error does not end the monitor."""
        self._ended.clear()
        try:
            await self._run_once()
        except StackError as error:
            _LOG.error("part failed", part=self.component.name, problem=str(error), remedy=error.remedy)
        except Exception:
            _LOG.exception("part failed", part=self.component.name)
        finally:
            self._ended.set()

    async def _run_once(self) -> None:
        await asyncio.to_thread(self.component.prepare)
        self._process = await processes.start(self.component, self._log)
        try:
            self.state.process = Process.of(self._process.pid)
            self._changed()
            _LOG.info("part started", part=self.component.name, pid=self._process.pid)
            await self._watch(self._process)
        finally:
            await processes.stop(self._process, self.component.stop_signal)
            _LOG.info("part ended", part=self.component.name, status=self._process.returncode)
            self._process, self.state.process = None, None
            self._set_ready(ready=False)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Check whether the component is ready, until its process ends or is no longer wanted."""
        exited = asyncio.ensure_future(process.wait())
        provided = False
        while self._wanted.is_set() and not exited.done():
            ready = await self.component.ready()
            if ready and not provided:
                await self.component.provide()
                provided = True
            self._set_ready(ready=ready)
            await asyncio.wait({exited}, timeout=_WATCH_READY if ready else _WATCH_UNREADY)

    def _set_ready(self, *, ready: bool) -> None:
        news = ready != self.state.ready or self.state.process is None
        self.state.ready = ready
        self.state.was_ready = self.state.was_ready or ready
        if ready:
            self.is_ready.set()
        else:
            self.is_ready.clear()
        if news:
            self._changed()
