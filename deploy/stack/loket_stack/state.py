"""The state file: the supervisor replaces it as a whole at every change, and the commands read it."""

import os
from pathlib import Path
from typing import Self

import psutil
from pydantic import BaseModel, ConfigDict, Field

from loket_stack.console import StackError
from loket_stack.paths import Paths

# In seconds: a process's start time is relative to the clock, which may be adjusted meanwhile.
_CLOCK_SLACK = 5.0


class Process(BaseModel):
    """A process, identified by number and start time, so that a later one with the same number differs."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> Self:
        """Describe the running process ``pid``.

        Raises:
            psutil.NoSuchProcess: it is gone.
        """
        return cls(pid=pid, created=psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """Return the process if it still runs."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < _CLOCK_SLACK
            alive = same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return None
        return process if alive else None


class ComponentState(BaseModel):
    """The state of one component; ``facts`` and ``secure`` are its addresses as ``status`` shows them."""

    facts: dict[str, str]
    secure: dict[str, str] | None = None
    process: Process | None = None
    ready: bool = False
    was_ready: bool = False
    held: bool = False
    restarts: int = 0


class StackState(BaseModel):
    """The state of the stack. In the file and in ``status --json`` the components are called parts."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    supervisor: Process
    broker: str
    control: str
    components: dict[str, ComponentState] = Field(alias="parts")

    @property
    def ready(self) -> bool:
        """True if every component is ready."""
        return all(component.ready for component in self.components.values())

    @classmethod
    def read(cls, paths: Paths) -> Self | None:
        """Return the state that the last supervisor wrote; an empty one if there was none."""
        try:
            return cls.model_validate_json(_file(paths).read_bytes())
        except FileNotFoundError:
            return None

    @classmethod
    def running(cls, paths: Paths) -> Self | None:
        """Return the state of the stack if its supervisor runs."""
        state = cls.read(paths)
        return state if state and state.supervisor.find() else None

    def write(self, paths: Paths) -> None:
        """Replace the file."""
        fresh = _file(paths).with_suffix(".new")
        fresh.write_text(self.model_dump_json(indent=2))
        os.replace(fresh, _file(paths))

    @staticmethod
    def forget(paths: Paths) -> None:
        """Remove the file; nothing in it may still run."""
        _file(paths).unlink(missing_ok=True)


def _file(paths: Paths) -> Path:
    return paths.run / "state.json"


def running_stack(paths: Paths | None = None) -> StackState:
    """Return the state of the running stack.

    Raises:
        StackError: none runs.
    """
    state = StackState.running(paths or Paths.of())
    if state is None:
        raise StackError("the Loket is not running", "start it with ./loket up")
    return state
