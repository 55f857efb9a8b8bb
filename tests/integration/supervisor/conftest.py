"""The real supervisor over two small parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from integration.supervisor.driver import SmallStack

from loket_stack.state import StackState
from loket_stack.supervisor.processes import stop_orphans


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStack]:
    stack = SmallStack(tmp_path)
    try:
        stack.wait(lambda state: state.ready)
        yield stack
    finally:
        stack.end()
        stop_orphans(StackState.read(stack.paths))
