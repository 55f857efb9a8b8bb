"""One shared stack for all faults, on free ports and in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.desk import Desk

from loket_stack.harness import Stack

TOLD = {
    "LOKET_SUBMISSIONS_MACHINE_PER_MINUTE": "60000",
    # A letter that was in hand when its sender was killed waits twice as long; here nothing else would happen then.
    "LOKET_SMTP_ATTEMPT_SECONDS": "5",
    # Long enough for contribution work to wait while something fails.
    "LOKET_CONTRIBUTION_SPREAD_SECONDS": "5",
}


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Start the whole desk once; stop it at the end."""
    folder: Path = tmp_path_factory.mktemp("faults")
    stack = Stack(folder, TOLD)
    stack.up()
    try:
        yield Desk(stack)
    finally:
        stack.remove()
