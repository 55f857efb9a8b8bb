"""The journey of the question that was played."""

import json

import pytest

from loket_stack.harness import Stack
from loket_stack.scenarios.api_client import Json


@pytest.fixture(scope="session")
def journey(stack: Stack, demo: Json) -> Json:
    """Return the output of ``./loket journey --json`` for the question."""
    told: Json = json.loads(stack.run("journey", demo["reference"], "--json"))
    return told
