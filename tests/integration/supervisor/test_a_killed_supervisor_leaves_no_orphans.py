"""kill -9 of the supervisor: its parts go on, and the next start or stop finds and ends them."""

import psutil
from integration.supervisor.driver import SmallStack

from loket_stack.lifecycle import stop
from loket_stack.state import Process, StackState
from loket_stack.supervisor.processes import stop_orphans


def kill(small: SmallStack) -> list[int]:
    """Kill the supervisor and return the processes that it leaves behind."""
    pids = [small.pid(name) for name in ("base", "user")]
    small.supervisor.kill()
    small.supervisor.wait()
    assert all(psutil.pid_exists(pid) for pid in pids)
    return pids


def test_the_stack_counts_as_down(small: SmallStack) -> None:
    kill(small)
    assert StackState.running(small.paths) is None


def test_down_ends_what_was_left(small: SmallStack) -> None:
    pids = kill(small)
    assert stop(small.paths)
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert not stop(small.paths)


def test_another_process_with_the_same_number_is_left_alone(small: SmallStack) -> None:
    state = small.state()
    running = state.components["base"].process
    assert running
    state.components["base"].process = Process(pid=running.pid, created=running.created - 60)
    state.components["user"].process = None
    stop_orphans(state)
    assert psutil.pid_exists(running.pid)
