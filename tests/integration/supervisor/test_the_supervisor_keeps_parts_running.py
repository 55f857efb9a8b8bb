"""What dies comes back; what is held stays down; what is stopped leaves nothing behind."""

import os
import signal

import psutil
import pytest
from integration.supervisor.driver import SmallStack

from loket_stack.console import StackError
from loket_stack.supervisor.control import Request, send_request


def test_a_killed_part_is_started_again(small: SmallStack) -> None:
    before = small.pid("user")
    os.kill(before, signal.SIGKILL)
    state = small.wait(lambda state: state.components["user"].restarts == 1 and state.ready)
    assert small.pid("user") != before
    assert state.components["base"].restarts == 0


def test_what_fails_while_a_part_is_attended_to_is_no_failure_of_the_part(small: SmallStack) -> None:
    attended = small.paths.run / "base.attended"
    small.wait(lambda _: attended.exists())
    before = small.pid("base")
    send_request(small.state(), Request(do="restart", part="user"))
    assert (small.pid("base"), small.state().components["base"].restarts) == (before, 0)


def test_a_part_starts_only_when_what_it_needs_is_ready(small: SmallStack) -> None:
    base, user = (psutil.Process(small.pid(name)) for name in ("base", "user"))
    assert base.create_time() <= user.create_time()


def test_a_held_part_stays_down_until_it_is_released(small: SmallStack) -> None:
    send_request(small.state(), Request(do="hold", part="user"))
    held = small.wait(lambda state: state.components["user"].process is None)
    assert (held.ready, held.components["user"].held) == (False, True)
    send_request(small.state(), Request(do="release", part="user"))
    released = small.state()
    assert released.ready
    assert released.components["user"].restarts == 0


def test_a_restart_is_another_process(small: SmallStack) -> None:
    before = small.pid("base")
    send_request(small.state(), Request(do="restart", part="base"))
    assert small.state().ready
    assert small.pid("base") != before


def test_an_unknown_part_is_refused_in_words(small: SmallStack) -> None:
    with pytest.raises(StackError, match="nobody"):
        send_request(small.state(), Request(do="restart", part="nobody"))


def test_stopping_leaves_no_process_and_no_state(small: SmallStack) -> None:
    pids = [small.pid(name) for name in ("base", "user")]
    small.end()
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert not (small.paths.run / "state.json").exists()
    assert not (small.paths.run / "control.sock").exists()
