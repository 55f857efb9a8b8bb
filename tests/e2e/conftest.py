"""One stack for all end-to-end tests, on free ports and in a folder of its own."""

from collections.abc import Iterator

import pytest

from loket_stack.harness import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start everything once; stop it and delete its data at the end."""
    stack = Stack(tmp_path_factory.mktemp("e2e"))
    stack.up()
    try:
        yield stack
    finally:
        stack.remove()
