"""The running stack, for commands that need one."""

from loket_stack.failures import StackError
from loket_stack.paths import Paths
from loket_stack.state import StackState


def running_stack() -> StackState:
    """Return the state of the running stack.

    Raises:
        StackError: none runs.
    """
    state = StackState.running(Paths.of())
    if state is None:
        raise StackError("the Loket is not running", "start it with ./loket up")
    return state
