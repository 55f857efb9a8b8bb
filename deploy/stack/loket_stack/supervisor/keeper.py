"""Keeps one part running."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from loket_stack.failures import StackError
from loket_stack.parts.part import Part
from loket_stack.state import PartState, Process
from loket_stack.supervisor import process as processes
from loket_stack.supervisor.backoff import Backoff

_LOG = structlog.get_logger(__name__)
_WATCH_UNREADY = 0.1
_WATCH_READY = 2.0
_ATTEND_EVERY = 60.0


class Keeper:
    """Starts one part, watches whether it is ready, and starts it again when it dies.

    ``state`` is what others see of it; ``changed`` is called whenever it says something new.
    """

    def __init__(self, part: Part, log: Path, state: PartState, changed: Callable[[], None]) -> None:
        self.part = part
        self.state = state
        self.is_ready = asyncio.Event()
        self._log = log
        self._changed = changed
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._process: asyncio.subprocess.Process | None = None
        self._ended = asyncio.Event()
        self._ended.set()

    async def keep(self, needs: Sequence["Keeper"]) -> None:
        """Keep the part running until cancelled, from the moment that ``needs`` are ready."""
        for other in needs:
            await other.is_ready.wait()
        attending = asyncio.create_task(self._attend())
        try:
            await self._keep()
        finally:
            attending.cancel()

    async def _keep(self) -> None:
        backoff = Backoff()
        while True:
            await self._wanted.wait()
            began = time.monotonic()
            await self._run_logged()
            if self._wanted.is_set():
                self.state.restarts += 1
                self._changed()
                await asyncio.sleep(backoff.after(time.monotonic() - began))

    async def hold(self) -> None:
        """Stop the part and keep it down."""
        self._wanted.clear()
        self.state.held = True
        if self._process:
            await processes.stop(self._process, self.part.stop_signal)
        await self._ended.wait()

    async def release(self) -> None:
        """Let the part run again, and return when it is ready."""
        self.state.held = False
        self._wanted.set()
        await self.is_ready.wait()

    async def _attend(self) -> None:
        """Do what the part wants to have done while it is ready; a failure is tried again the next time."""
        while True:
            await self.is_ready.wait()
            try:
                await self.part.attend()
            except Exception:
                _LOG.exception("part could not be attended to", part=self.part.name)
            await asyncio.sleep(_ATTEND_EVERY)

    async def _run_logged(self) -> None:
        """Run the part once; what goes wrong with it is no reason to stop keeping it."""
        self._ended.clear()
        try:
            await self._run()
        except StackError as error:
            _LOG.error("part failed", part=self.part.name, problem=str(error), remedy=error.remedy)
        except Exception:
            _LOG.exception("part failed", part=self.part.name)
        finally:
            self._ended.set()

    async def _run(self) -> None:
        await asyncio.to_thread(self.part.prepare)
        self._process = await processes.start(self.part, self._log)
        try:
            self.state.process = Process.of(self._process.pid)
            self._changed()
            _LOG.info("part started", part=self.part.name, pid=self._process.pid)
            await self._watch(self._process)
        finally:
            await processes.stop(self._process, self.part.stop_signal)
            _LOG.info("part ended", part=self.part.name, status=self._process.returncode)
            self._process, self.state.process = None, None
            self._say(ready=False)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Follow whether the part is ready, until its process ends or is no longer wanted."""
        exited = asyncio.ensure_future(process.wait())
        provided = False
        while self._wanted.is_set() and not exited.done():
            ready = await self.part.ready()
            if ready and not provided:
                await self.part.provide()
                provided = True
            self._say(ready=ready)
            await asyncio.wait({exited}, timeout=_WATCH_READY if ready else _WATCH_UNREADY)

    def _say(self, *, ready: bool) -> None:
        news = ready != self.state.ready or self.state.process is None
        self.state.ready = ready
        self.state.was_ready = self.state.was_ready or ready
        if ready:
            self.is_ready.set()
        else:
            self.is_ready.clear()
        if news:
            self._changed()
