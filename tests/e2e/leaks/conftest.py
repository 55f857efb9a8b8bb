"""Stacks of their own for the search: what is planted, forged, erased or unsealed here stands in nobody's way."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from e2e.leaks.story import Story, play
from e2e.leaks.unsealing import without_seal

from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Personas, connect_personas
from loket_stack.state import StackState


@contextmanager
def _alone(folder: Path) -> Iterator[Stack]:
    stack = Stack(folder)
    stack.up()
    try:
        yield stack
    finally:
        stack.remove()


@contextmanager
def _personas_of(stack: Stack) -> Iterator[Personas]:
    state = StackState.running(stack.paths)
    assert state is not None
    with connect_personas(stack.paths, state) as personas:
        yield personas


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def story(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Story]:
    """Everything played as it is in use, records of a forger included."""
    with _alone(tmp_path_factory.mktemp("sealed")) as stack, _personas_of(stack) as personas:
        yield await play(stack, personas, forged=True)


@pytest_asyncio.fixture
async def unsealed_story(tmp_path: Path) -> AsyncIterator[Story]:
    """The same, but for the forger's records, played by services that seal nothing."""
    with _alone(tmp_path) as stack, _personas_of(stack) as personas, without_seal(stack):
        yield await play(stack, personas, forged=False)
