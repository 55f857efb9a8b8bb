"""One stack for all end-to-end tests, on free ports and in a folder of its own, and the people at it."""

import json
from collections.abc import Iterator

import pytest

from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Json, Personas, connect_personas
from loket_stack.state import StackState


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start everything once; stop it and delete its data at the end."""
    stack = Stack(tmp_path_factory.mktemp("e2e"))
    stack.up()
    try:
        yield stack
    finally:
        stack.remove()


@pytest.fixture(scope="session")
def running(stack: Stack) -> StackState:
    """Return the state of the running stack, with the addresses of its components."""
    state = StackState.running(stack.paths)
    assert state is not None
    return state


@pytest.fixture(scope="session")
def personas(stack: Stack, running: StackState) -> Iterator[Personas]:
    """Give everybody a token when it is needed first."""
    with connect_personas(stack.paths, running) as personas:
        yield personas


@pytest.fixture(scope="session")
def demo(stack: Stack) -> Json:
    """Return the output of ``./loket demo --json``."""
    played: Json = json.loads(stack.run("demo", "--json"))
    return played
