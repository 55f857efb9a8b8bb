"""The real supervisor over two small parts, in the hands of a test."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from loket_stack.paths import Paths
from loket_stack.state import StackState

PATIENCE_SECONDS = 30


class SmallStack:
    """A running supervisor, seen through what it tells."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(folder, folder, own=True)
        self.paths.make()
        program = Path(__file__).with_name("small_stack.py")
        self.supervisor = subprocess.Popen([sys.executable, str(program), str(folder)])  # noqa: S603

    def state(self) -> StackState:
        """Return what the supervisor says."""
        state = StackState.read(self.paths)
        assert state, "the supervisor has said nothing yet"
        return state

    def pid(self, part: str) -> int:
        """Return the process of a part that runs."""
        process = self.state().components[part].process
        assert process, f"{part} does not run"
        return process.pid

    def wait(self, condition: Callable[[StackState], bool]) -> StackState:
        """Wait until what the supervisor says fulfils ``condition``."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            state = StackState.read(self.paths)
            if state and condition(state):
                return state
            time.sleep(0.05)
        raise AssertionError("the supervisor did not come to say so")

    def end(self) -> None:
        """Stop all in order."""
        self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.wait(PATIENCE_SECONDS)
