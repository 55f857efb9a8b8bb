"""The subjects of the matrix, prepared once."""

import pytest
from e2e.access.scene import Scene

from loket_stack.scenarios.api_client import Personas
from loket_stack.state import StackState


@pytest.fixture(scope="session")
def scene(personas: Personas, running: StackState) -> Scene:
    """Hand in, withdraw, erase and route what the matrix speaks of."""
    return Scene(personas, running)
