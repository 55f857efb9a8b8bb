"""One question that was played from form to answer, and its journey."""

import json
from typing import Any

import pytest

from loket_stack.harness import Stack

Json = dict[str, Any]


@pytest.fixture(scope="session")
def demo(stack: Stack) -> Json:
    """What ``./loket demo --json`` printed."""
    played: Json = json.loads(stack.run("demo", "--json"))
    return played


@pytest.fixture(scope="session")
def journey(stack: Stack, demo: Json) -> Json:
    """What ``./loket journey --json`` prints of it."""
    told: Json = json.loads(stack.run("journey", demo["reference"], "--json"))
    return told
