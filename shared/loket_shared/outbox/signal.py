"""Signals the relay, after the commit, that events are pending.

The signal is an event in this process and a NOTIFY for other processes, on a connection of its own: inside the
transaction a NOTIFY makes all commits of the database wait for each other
(docs/architecture.md#relay). A lost signal costs
nothing but time: the relay looks every second.
"""

import asyncio
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

CHANNEL = "loket_outbox"


class RelaySignal:
    """Signals the relay of one database, in this process or in another one."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._notifying: asyncio.Task[None] | None = None
        self._again = False
        self.relay_runs_in_process = False
        """True while the active relay runs in this process; other processes then need no NOTIFY."""

    def set(self, engine: AsyncEngine) -> None:
        """Signal the relay of ``engine``'s database; must be called after the commit, on the event loop."""
        self._woken.set()
        if self.relay_runs_in_process:
            return
        self._again = True
        if self._notifying is None or self._notifying.done():
            self._notifying = asyncio.get_running_loop().create_task(self._notify(engine))

    def receive(self) -> None:
        """Receive a signal from another process."""
        self._woken.set()

    async def wait(self, seconds: float, not_before: float = 0.0) -> None:
        """Return at the next signal, at once if a signal came since the last call, or after ``seconds``.

        After a signal this waits for the loop's time ``not_before``, so that one return answers more signals.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
            await asyncio.sleep(not_before - asyncio.get_running_loop().time())
        except TimeoutError:
            return
        finally:
            self._woken.clear()

    async def _notify(self, engine: AsyncEngine) -> None:
        """Send one NOTIFY for all signals since the last one."""
        while self._again:
            self._again = False
            try:
                async with engine.connect() as connection:
                    autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await autocommit.execute(text(f"NOTIFY {CHANNEL}"))
            except (SQLAlchemyError, OSError, TimeoutError):
                return


_SIGNALS: WeakKeyDictionary[AsyncEngine, RelaySignal] = WeakKeyDictionary()


def relay_signal(engine: AsyncEngine) -> RelaySignal:
    """Return the one signal of ``engine``'s database in this process."""
    return _SIGNALS.setdefault(engine, RelaySignal())
